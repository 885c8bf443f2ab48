using System.Runtime.CompilerServices;
using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Storage;

namespace CsMl.Core.Consistency;

/// <summary>Checks the risk index of one partition against the latest predictions.</summary>
internal sealed class CheckRisks(IEntityTable results, AccountIndex index, RebuildRiskRow rebuild)
{
    /// <param name="latest">Null for accounts that were removed.</param>
    public async IAsyncEnumerable<Contradiction> RunAsync(
        string tenant,
        string partition,
        IReadOnlyDictionary<(string AccountId, string Type), LatestPrediction?> latest,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var missing = latest
            .Where(one => one.Value is not null)
            .SelectMany(one => LatestRows.RiskKeys(one.Value!), (one, rowKey) => (RowKey: rowKey, one.Key))
            .ToDictionary(one => one.RowKey, one => one.Key, StringComparer.Ordinal);
        await foreach (var row in AllAsync(partition, cancellation))
        {
            if (OwnerOf(row.RowKey) is not { } key)
            {
                yield return Contradiction.Foreign(results, partition, row.RowKey);
                continue;
            }

            var isSound = missing.Remove(row.RowKey) && latest[key] is { } prediction && IsOf(row, prediction);
            if (!isSound && await FindAsync(tenant, partition, row.RowKey, key, cancellation) is { } found)
            {
                yield return found;
            }
        }

        foreach (var (rowKey, key) in missing)
        {
            if (await FindAsync(tenant, partition, rowKey, key, cancellation) is { } found)
            {
                yield return found;
            }
        }
    }

    private async IAsyncEnumerable<Entity> AllAsync(
        string partition,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        foreach (var range in ResultKeys.AllRisks)
        {
            await foreach (var row in results.QueryAsync(partition, range, cancellation))
            {
                yield return row;
            }
        }
    }

    /// <summary>
    /// What is wrong with a row now. It is read before the prediction that it follows from, because whatever is saved
    /// between the two changes its ETag.
    /// </summary>
    private async Task<Contradiction?> FindAsync(
        string tenant,
        string partition,
        string rowKey,
        (string AccountId, string Type) key,
        CancellationToken cancellation
    )
    {
        var row = await results.FindAsync(partition, rowKey, cancellation);
        var latestKey = EntityKey.Of(ResultKeys.LatestKind, key.AccountId, key.Type);
        var source = await results.FindAsync(partition, latestKey, cancellation);
        LatestPrediction? latest = null;
        var isReadable = source is not null && LatestRows.TryRead(source, out latest);
        var isIts = latest is not null && LatestRows.RiskKeys(latest).Contains(rowKey, StringComparer.Ordinal);
        if (row is null)
        {
            const string message = "The latest prediction is missing in the risk index.";
            return isIts
                ? Found(message, EntityChange.Insert(rowKey, await RiskAsync())) with
                {
                    Unchanged = source,
                }
                : null;
        }

        if (!isReadable)
        {
            return Found("The risk index lists a prediction that is not there; ask for a new one.", null);
        }

        if (!isIts)
        {
            return Found(
                "The risk index lists a probability that is no longer the latest.",
                EntityChange.Delete(rowKey, row.ETag)
            );
        }

        return IsOf(row, latest!)
            ? null
            : Found(
                "The risk index tells of another prediction than the latest.",
                EntityChange.Replace(rowKey, await RiskAsync(), row.ETag)
            );

        Contradiction Found(string message, EntityChange? repair) => new(results, partition, rowKey, message, repair);

        async Task<byte[]> RiskAsync()
        {
            var account = new AccountKey(tenant, key.AccountId);
            var known = await FindAccountAsync(account, cancellation);
            return await rebuild.RunAsync(account, known, latest!.Prediction.Lifecycle, latest, cancellation);
        }
    }

    /// <summary>Null for an account that cannot be read, too: it is reported where the accounts are checked.</summary>
    private async Task<KnownAccount?> FindAccountAsync(AccountKey account, CancellationToken cancellation)
    {
        try
        {
            return await index.FindAsync(account, cancellation);
        }
        catch (Exception e) when (e is DamagedRowException || Entity.IsUnreadable(e))
        {
            return null;
        }
    }

    /// <summary>Null for a key that is none of this app's.</summary>
    private static (string AccountId, string Type)? OwnerOf(string rowKey) =>
        rowKey.Split(EntityKey.Separator) is [_, var type, _, .., var account]
        && EntityKey.IsSegment(account)
        && EntityKey.IsSegment(type)
            ? (account, type)
            : null;

    /// <summary>True if the row is of the prediction.</summary>
    private static bool IsOf(Entity row, LatestPrediction latest) =>
        TryRow.Read(() => row.Read(RowJson.Plain.RiskRow)) is { Account: not null, Prediction: { } shown } risk
        && risk.Account.Id == latest.Prediction.AccountId
        && shown.Id == latest.Head.PredictionId
        && shown.Probability.Equals(latest.Head.Probability);
}
