using System.Runtime.CompilerServices;
using CsMl.Core.Crm;
using CsMl.Core.Storage;

namespace CsMl.Core.Consistency;

/// <summary>
/// Checks the results of one partition: the latest predictions against the risk index and the history, and the CTAs
/// against their slots.
/// </summary>
internal sealed class CheckResults(IEntityTable results, AccountIndex index, RebuildRiskRow rebuild)
{
    public async IAsyncEnumerable<Contradiction> RunAsync(
        string tenant,
        string partition,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        // Null if the account was removed.
        var latest = new Dictionary<(string AccountId, string Type), LatestPrediction?>();
        await foreach (var row in results.QueryAsync(partition, ResultKeys.AllLatest, cancellation))
        {
            if (
                row.RowKey.Split(EntityKey.Separator) is [_, var account, var type]
                && LatestRows.TryRead(row, out var prediction)
            )
            {
                latest[(account, type)] = prediction;
            }
            else
            {
                // Nothing new can be saved in its place while it is there.
                const string message =
                    "The prediction cannot be read; `--repair` deletes it, and the next night or forceRefresh makes a new one.";
                yield return new Contradiction(results, partition, row.RowKey, message, RowKind.Delete(row));
            }
        }

        foreach (
            var check in (IAsyncEnumerable<Contradiction>[])
                [
                    new CheckRisks(results, index, rebuild).RunAsync(tenant, partition, latest, cancellation),
                    HistoryAsync(partition, latest, cancellation),
                    new CheckCtas(results).RunAsync(
                        partition,
                        [.. latest.Values.OfType<LatestPrediction>()],
                        cancellation
                    ),
                    new CheckListedCtas(results).RunAsync(partition, cancellation),
                    new CheckListedOpinions(results).RunAsync(partition, cancellation),
                    .. new ResultKinds(results, partition).All.Select(kind => kind.CheckAsync(cancellation)),
                ]
        )
        {
            await foreach (var found in check)
            {
                yield return found;
            }
        }
    }

    private async IAsyncEnumerable<Contradiction> HistoryAsync(
        string partition,
        Dictionary<(string AccountId, string Type), LatestPrediction?> latest,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var row in results.QueryAsync(partition, ResultKeys.AllHistory, cancellation))
        {
            if (row.RowKey.Split(EntityKey.Separator) is not [_, var account, var type, _, .., var id])
            {
                yield return Contradiction.Foreign(results, partition, row.RowKey);
            }
            else if (!latest.TryGetValue((account, type), out var prediction))
            {
                const string message = "An account has past predictions and no latest one; ask for a new one.";
                yield return new Contradiction(results, partition, row.RowKey, message, null);
            }
            else if (
                id == prediction?.Head.PredictionId
                && await FindTwiceAsync(partition, row.RowKey, (account, type, id), cancellation) is { } found
            )
            {
                yield return found;
            }
        }
    }

    /// <summary>A past prediction that is the latest now, too; null if it is not.</summary>
    private async Task<Contradiction?> FindTwiceAsync(
        string partition,
        string rowKey,
        (string AccountId, string Type, string Id) key,
        CancellationToken cancellation
    )
    {
        // The past one first: a prediction that is superseded meanwhile changes its ETag.
        var past = await results.FindAsync(partition, rowKey, cancellation);
        var latestKey = EntityKey.Of(ResultKeys.LatestKind, key.AccountId, key.Type);
        var source = await results.FindAsync(partition, latestKey, cancellation);
        if (
            past is null
            || source is null
            || !LatestRows.TryRead(source, out var latest)
            || latest?.Head.PredictionId != key.Id
        )
        {
            return null;
        }

        const string message = "The latest prediction is listed among the past ones too.";
        return new Contradiction(results, partition, rowKey, message, EntityChange.Delete(rowKey, past.ETag));
    }
}
