using System.Runtime.CompilerServices;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>
/// Stores which accounts have a probability of churn that the CRM does not have yet: one row an account, which is written
/// with the prediction. What is sent is the latest, so that it does not matter how many came before it.
/// </summary>
public sealed class ChurnRiskStore(Tables tables, TimeProvider time)
{
    /// <summary>Rows that are read at once of each bucket: all that is pending may be far more than is sent.</summary>
    private const int PageSize = 100;

    private readonly IEntityTable _results = tables.Results;

    /// <summary>The probability as a CRM gets it: in whole percent, because smaller changes tell nobody anything.</summary>
    public static decimal Of(double probability) => Math.Round((decimal)probability, 2, MidpointRounding.AwayFromZero);

    internal static EntityChange ToChange(string accountId) =>
        EntityChange.Upsert(ResultKeys.ChurnRisk(accountId), "{}"u8.ToArray());

    /// <summary>Reads no more than the caller enumerates, a page of each bucket aside.</summary>
    public async IAsyncEnumerable<PendingChurnRisk> ListPendingAsync(
        string tenant,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        RowRange[] all = [ResultKeys.AllChurnRisks with { PageSize = PageSize }];
        HashSet<string>? refused = null;
        await foreach (var (row, _) in MergeBuckets.ReadAsync(_results, tenant, all, null, cancellation))
        {
            refused ??= await FindRefusedAsync(tenant, cancellation);
            var id = ResultKeys.AccountOf(row.RowKey);
            var isRefused = refused.Contains(ResultKeys.RefusedChurnRisk(id));
            yield return new PendingChurnRisk(new AccountKey(tenant, id), row.ETag, isRefused);
        }
    }

    public Task<int> CountPendingAsync(string tenant, CancellationToken cancellation) =>
        _results.CountAllAsync(tenant, ResultKeys.AllChurnRisks, cancellation);

    private async Task<HashSet<string>> FindRefusedAsync(string tenant, CancellationToken cancellation) =>
        (await _results.ListAllAsync(tenant, ResultKeys.AllRefused with { KeysOnly = true }, cancellation))
            .Select(row => row.RowKey)
            .ToHashSet(StringComparer.Ordinal);

    private async Task<LatestPrediction?> FindLatestAsync(AccountKey account, CancellationToken cancellation)
    {
        var key = ResultKeys.Latest(account.AccountId, PredictionType.Churn);
        return await _results.FindAsync(Bucket.Partition(account), key, cancellation) is { } row
            ? LatestPrediction.Read(row)
            : null;
    }

    /// <summary>
    /// Ends what was pending. If a newer probability has come meanwhile, or another process has sent one, the latest is
    /// sent again.
    /// </summary>
    /// <param name="refusal">Why the CRM will never take it; null if it has it.</param>
    public async Task EndAsync(PendingChurnRisk pending, string? refusal, CancellationToken cancellation)
    {
        var accountId = pending.Account.AccountId;
        var refused = ResultKeys.RefusedChurnRisk(accountId);
        List<EntityChange> changes = [EntityChange.Delete(ResultKeys.ChurnRisk(accountId), pending.ETag)];
        if (refusal is not null)
        {
            changes.Add(new DeliveryFailure(time.GetUtcNow(), refusal).ToChange(refused));
        }
        else if (pending.IsRefused)
        {
            changes.Add(EntityChange.Delete(refused));
        }

        var partition = Bucket.Partition(pending.Account);
        if ((await _results.WriteAsync(partition, changes, cancellation)).Succeeded)
        {
            return;
        }

        // Only while there is a prediction: the account may be removed or erased meanwhile.
        while (await FindLatestAsync(pending.Account, cancellation) is { } latest)
        {
            EntityChange[] again = [ToChange(accountId), latest.Keep(accountId, PredictionType.Churn)];
            if ((await _results.WriteAsync(partition, again, cancellation)).Succeeded)
            {
                return;
            }
        }
    }
}
