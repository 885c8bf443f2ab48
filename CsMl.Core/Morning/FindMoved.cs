using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Settings;
using CsMl.Core.Storage;

namespace CsMl.Core.Morning;

/// <summary>
/// Finds the accounts whose category is another one than some days ago: of those at risk, and of those that were and have
/// recovered.
/// </summary>
public sealed class FindMoved(
    Tables tables,
    FindAccount find,
    FindRiskChange changes,
    PredictionBasisStore bases,
    TenantSettings settings,
    TimeProvider time
)
{
    /// <summary>The most accounts of either kind.</summary>
    private const int Most = 7;

    /// <summary>Rows that are looked at where most are of other owners.</summary>
    private const int MostLooks = 200;

    private const int MostReadsAtOnce = 25;

    /// <param name="atRisk">The accounts at risk, most pressing first.</param>
    /// <param name="ownerId">Whose accounts; null for all.</param>
    /// <returns>Those at risk in their order, then those that recovered, the last one first.</returns>
    internal async Task<IReadOnlyList<MovedAccount>> RunAsync(
        string tenant,
        IEnumerable<RankedRisk> atRisk,
        string? ownerId,
        DateTimeOffset then,
        CancellationToken cancellation
    )
    {
        var recovered = ReadRecoveredAsync(tenant, ownerId, then, cancellation);
        var worse = await AmongAsync(tenant, atRisk.Select(risk => risk.Row), then, cancellation);
        return [.. worse, .. await AmongAsync(tenant, await recovered, then, cancellation)];
    }

    private async Task<List<RiskRow>> ReadRecoveredAsync(
        string tenant,
        string? ownerId,
        DateTimeOffset then,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        RowRange[] range = [ResultKeys.RecoveredSince(PredictionType.Churn, then) with { PageSize = Most }];
        var (looks, rows) = (0, new List<RiskRow>());
        await foreach (var (entity, _) in MergeBuckets.ReadAsync(tables.Results, tenant, range, null, cancellation))
        {
            var row = entity.Read(RowJson.Plain.RiskRow);
            if (row.ValidUntil > now && (ownerId is null || ownerId == row.Terms?.OwnerId))
            {
                rows.Add(row);
            }

            // Some may have been at lower risk some days ago already.
            if (rows.Count == 2 * Most || ++looks == MostLooks)
            {
                break;
            }
        }

        return rows;
    }

    private async Task<IReadOnlyList<MovedAccount>> AmongAsync(
        string tenant,
        IEnumerable<RiskRow> rows,
        DateTimeOffset then,
        CancellationToken cancellation
    )
    {
        var scale = (await settings.OfAsync(tenant, cancellation)).Risk;
        var moved = new List<MovedAccount>();
        var candidates = rows.Where(row => MayHaveMoved(row, then, scale));
        foreach (var some in candidates.Chunk(MostReadsAtOnce).TakeWhile(_ => moved.Count < Most))
        {
            var read = await Task.WhenAll(some.Select(row => ReadAsync(tenant, row, then, scale, cancellation)));
            moved.AddRange(read.OfType<MovedAccount>());
        }

        return [.. moved.Take(Most)];
    }

    /// <summary>Only an account that was predicted since, and otherwise than before.</summary>
    private static bool MayHaveMoved(RiskRow row, DateTimeOffset then, RiskScale scale) =>
        row.Prediction.PredictedAt > then
        && row.Before switch
        {
            // An earlier version did not store it.
            null => true,
            { Probability: { } probability, PredictedAt: { } at } => at > then
                || scale.CategoryOf(probability) != scale.CategoryOf(row.Prediction.Probability),
            _ => false,
        };

    /// <summary>Null if it has not moved, or is no customer any more.</summary>
    private async Task<MovedAccount?> ReadAsync(
        string tenant,
        RiskRow row,
        DateTimeOffset then,
        RiskScale scale,
        CancellationToken cancellation
    )
    {
        var key = new AccountKey(tenant, row.Account.Id);
        if (
            await bases.FindAsOfAsync(key, PredictionType.Churn, then, cancellation) is not { } before
            || scale.CategoryOf(before.Probability) is var category
                && category == scale.CategoryOf(row.Prediction.Probability)
            || await find.RunAsync(key, cancellation) is not { } known
            || !known.LifecycleAt(time.GetUtcNow()).IsCustomer
        )
        {
            return null;
        }

        var change = await changes.SinceAsync(key, PredictionType.Churn, row.Prediction, before, cancellation);
        return change is null ? null : new MovedAccount(row.Account, row.Prediction, category, change);
    }
}
