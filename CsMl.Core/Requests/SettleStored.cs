using CsMl.Core.Accounts;
using CsMl.Core.Outcomes;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>
/// Writes down how an account's predictions turned out. What changes, and the end of the watch that led here, are one
/// transaction, or several of which the last ends it: whoever is cut off leaves the watch to the next.
/// </summary>
public sealed class SettleStored(OutcomeStore store)
{
    /// <summary>Rows that a prediction changes at most: itself, its watch, the latest prediction.</summary>
    private const int RowsEach = 3;

    private readonly WriteTurns turns = new();

    /// <summary>Answers with how many predictions were settled.</summary>
    /// <param name="facts">As the CRM knows the account now; null: it does not.</param>
    public async Task<int> OneAsync(
        string tenant,
        WatchedAccount watched,
        AccountFacts? facts,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var validated = 0;
        SettlePlan plan;
        do
        {
            plan = await turns.UntilWrittenAsync(watched.AccountId, TrySettleAsync, cancellation);
            validated += plan.Validated;
        } while (!plan.IsWhole);

        return validated;

        async Task<SettlePlan?> TrySettleAsync()
        {
            var known = await store.FindAsync(tenant, watched.AccountId, cancellation);
            var still = new List<string>();
            foreach (var key in watched.OutcomeKeys)
            {
                // Somebody else may have worked it in meanwhile.
                if (await store.IsThereAsync(tenant, watched.AccountId, key, cancellation))
                {
                    still.Add(key);
                }
            }

            var next = await PlanAsync(tenant, watched with { OutcomeKeys = still }, known, facts, now, cancellation);
            return
                next.Changes.Count == 0
                || await store.WriteAsync(tenant, Bucket.Of(watched.AccountId), next.Changes, cancellation)
                ? next
                : null;
        }
    }

    /// <summary>What is to be written, as much of it as a transaction holds.</summary>
    internal async Task<SettlePlan> PlanAsync(
        string tenant,
        WatchedAccount watched,
        AccountOutcomes known,
        AccountFacts? facts,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var outcomes = known.Outcomes.ConvertAll(o => o.Outcome);
        var (changed, seen) = SettleAccount.Judge(known.Counted.ConvertAll(c => c.Prediction), outcomes, facts, now);
        var tags = known.Counted.ToDictionary(c => c.Prediction.PredictionId, c => c.ETag, StringComparer.Ordinal);
        var changes = new List<EntityChange>();
        if (seen is not null)
        {
            OutcomeStore.AddOutcome(changes, watched.AccountId, seen);
        }

        var room = (EntityKey.MaxChanges - changes.Count - watched.OutcomeKeys.Count) / RowsEach;
        var validated = 0;
        foreach (var (before, after) in changed.Take(room))
        {
            await store.AddChangesAsync(changes, tenant, before, after, tags[after.PredictionId], now, cancellation);
            validated += before.Settlement is null && after.Settlement is not null ? 1 : 0;
        }

        if (changed.Count > room)
        {
            return new SettlePlan(changes, validated, IsWhole: false);
        }

        changes.AddRange(watched.OutcomeKeys.Select(key => EntityChange.Delete(key)));
        return new SettlePlan(changes, validated, IsWhole: true);
    }
}

/// <param name="IsWhole">False: there is more than a transaction holds.</param>
internal sealed record SettlePlan(IReadOnlyList<EntityChange> Changes, int Validated, bool IsWhole);
