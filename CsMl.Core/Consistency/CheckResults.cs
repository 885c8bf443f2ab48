using System.Runtime.CompilerServices;
using System.Text.Json;
using CsMl.Core.Accounts;
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
            if (row.RowKey.Split(EntityKey.Separator) is [_, var account, var type] && TryRead(row, out var prediction))
            {
                latest[(account, type)] = prediction;
            }
            else
            {
                const string message = "The prediction cannot be read; ask for a new one with forceRefresh.";
                yield return new Contradiction(results, partition, row.RowKey, message, null);
            }
        }

        await foreach (var found in RisksAsync(tenant, partition, latest, cancellation))
        {
            yield return found;
        }

        await foreach (var found in HistoryAsync(partition, latest, cancellation))
        {
            yield return found;
        }

        await foreach (
            var found in new CheckCtas(results).RunAsync(
                partition,
                [.. latest.Values.OfType<LatestPrediction>()],
                cancellation
            )
        )
        {
            yield return found;
        }

        await foreach (var found in new CheckListedCtas(results).RunAsync(partition, cancellation))
        {
            yield return found;
        }

        await foreach (var found in new CheckListedOpinions(results).RunAsync(partition, cancellation))
        {
            yield return found;
        }
    }

    private async IAsyncEnumerable<Contradiction> RisksAsync(
        string tenant,
        string partition,
        Dictionary<(string AccountId, string Type), LatestPrediction?> latest,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var missing = latest
            .Where(one => one.Value is not null)
            .SelectMany(one => RiskKeys(one.Value!), (one, rowKey) => (RowKey: rowKey, one.Key))
            .ToDictionary(one => one.RowKey, one => one.Key, StringComparer.Ordinal);
        await foreach (var row in AllRisksAsync(partition, cancellation))
        {
            if (row.RowKey.Split(EntityKey.Separator) is not [_, var type, _, .., var account])
            {
                yield return Foreign(partition, row);
                continue;
            }

            var key = (AccountId: account, Type: type);
            if (!latest.TryGetValue(key, out var prediction))
            {
                const string message = "The risk index lists a prediction that is not there; ask for a new one.";
                yield return new Contradiction(results, partition, row.RowKey, message, null);
            }
            else if (prediction is null || !RiskKeys(prediction).Contains(row.RowKey, StringComparer.Ordinal))
            {
                const string message = "The risk index lists a probability that is no longer the latest.";
                var repair = EntityChange.Delete(row.RowKey, row.ETag);
                yield return new Contradiction(results, partition, row.RowKey, message, repair);
            }
            else
            {
                missing.Remove(row.RowKey);
                if (IdOf(row) != prediction.Head.PredictionId)
                {
                    const string message = "The risk index tells of another prediction than the latest.";
                    var risk = await RiskAsync(tenant, key.AccountId, prediction, cancellation);
                    var repair = EntityChange.Replace(row.RowKey, risk, row.ETag);
                    yield return new Contradiction(results, partition, row.RowKey, message, repair);
                }
            }
        }

        foreach (var (rowKey, key) in missing)
        {
            var risk = await RiskAsync(tenant, key.AccountId, latest[key]!, cancellation);
            var repair = EntityChange.Insert(rowKey, risk);
            const string message = "The latest prediction is missing in the risk index.";
            yield return new Contradiction(results, partition, rowKey, message, repair);
        }
    }

    private async IAsyncEnumerable<Entity> AllRisksAsync(
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
                yield return Foreign(partition, row);
            }
            else if (!latest.TryGetValue((account, type), out var prediction))
            {
                const string message = "An account has past predictions and no latest one; ask for a new one.";
                yield return new Contradiction(results, partition, row.RowKey, message, null);
            }
            else if (id == prediction?.Head.PredictionId)
            {
                const string message = "The latest prediction is listed among the past ones too.";
                var repair = EntityChange.Delete(row.RowKey, row.ETag);
                yield return new Contradiction(results, partition, row.RowKey, message, repair);
            }
        }
    }

    private async Task<byte[]> RiskAsync(
        string tenant,
        string accountId,
        LatestPrediction latest,
        CancellationToken cancellation
    )
    {
        var account = new AccountKey(tenant, accountId);
        var known = await index.FindAsync(account, cancellation);
        return await rebuild.RunAsync(account, known, latest.Prediction.Lifecycle, latest, cancellation);
    }

    private Contradiction Foreign(string partition, Entity row) =>
        new(results, partition, row.RowKey, "The row's key is none of this app's; nothing reads it.", null);

    private static IReadOnlyList<string> RiskKeys(LatestPrediction latest) =>
        latest.Head.RiskKeys(latest.Prediction.AccountId, latest.Prediction.Type);

    private static bool TryRead(Entity row, out LatestPrediction? latest)
    {
        try
        {
            latest = LatestPrediction.Read(row);
            return latest is null
                || ResultKeys.Latest(latest.Prediction.AccountId, latest.Prediction.Type) == row.RowKey;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or NotSupportedException)
        {
            latest = null;
            return false;
        }
    }

    private static string? IdOf(Entity risk)
    {
        try
        {
            return JsonSerializer.Deserialize(risk.Json.Span, RowJson.Plain.RiskRow)?.Prediction.Id;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
