using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>
/// Stores which accounts have a probability of churn that the CRM does not have yet: one row an account, which is written
/// with the prediction. What is sent is the latest, so that it does not matter how many came before it.
/// </summary>
public sealed class ChurnRiskStore(Tables tables, TimeProvider time)
{
    private readonly IEntityTable _results = tables.Results;

    /// <summary>The probability as a CRM gets it: in whole percent, because smaller changes tell nobody anything.</summary>
    public static decimal Of(double probability) => Math.Round((decimal)probability, 2, MidpointRounding.AwayFromZero);

    internal static EntityChange ToChange(string accountId) =>
        EntityChange.Upsert(ResultKeys.ChurnRisk(accountId), "{}"u8.ToArray());

    public async Task<IReadOnlyList<PendingChurnRisk>> ListPendingAsync(string tenant, CancellationToken cancellation)
    {
        var pending = await _results.ListAllAsync(tenant, ResultKeys.AllChurnRisks, cancellation);
        if (pending.Count == 0)
        {
            return [];
        }

        var refused = (
            await _results.ListAllAsync(tenant, ResultKeys.AllRefused with { KeysOnly = true }, cancellation)
        )
            .Select(row => row.RowKey)
            .ToHashSet(StringComparer.Ordinal);
        return [.. pending.Select(Read)];

        PendingChurnRisk Read(Entity row)
        {
            var id = ResultKeys.AccountOf(row.RowKey);
            var isRefused = refused.Contains(ResultKeys.RefusedChurnRisk(id));
            return new PendingChurnRisk(new AccountKey(tenant, id), row.ETag, isRefused);
        }
    }

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
