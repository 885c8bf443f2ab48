using CsMl.Core.Accounts;
using CsMl.Core.Outcomes;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>Writes down how an account's predictions turned out. Done twice, or by two at once, it is the same.</summary>
public sealed class SettlePredictions(OutcomeStore store)
{
    /// <summary>Rows that a prediction changes at most: itself, and the latest prediction or a watch.</summary>
    private const int RowsEach = 3;

    private readonly OptimisticWriter turns = new();

    /// <summary>Answers with how many predictions were settled.</summary>
    /// <param name="facts">As the CRM knows the account now; null: it does not.</param>
    public async Task<int> OneAsync(
        AccountKey account,
        AccountFacts? facts,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var (tenant, accountId) = account;
        var validated = 0;
        SettlePlan plan;
        do
        {
            plan = await turns.UntilWrittenAsync(accountId, TrySettleAsync, cancellation);
            validated += plan.Validated;
        } while (!plan.IsWhole);

        return validated;

        async Task<SettlePlan?> TrySettleAsync()
        {
            var known = await store.FindAsync(account, cancellation);
            var next = await PlanAsync(tenant, known, facts, now, cancellation);
            return
                next.Changes.Count == 0
                || await store.WriteAsync(tenant, Bucket.Of(accountId), next.Changes, cancellation)
                ? next
                : null;
        }
    }

    /// <summary>What is to be written, as much of it as a transaction holds.</summary>
    internal async Task<SettlePlan> PlanAsync(
        string tenant,
        AccountOutcomes known,
        AccountFacts? facts,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var outcomes = known.Outcomes.ConvertAll(o => o.Outcome);
        var (changed, seen) = SettleAccount.Judge(known.Counted.ConvertAll(c => c.Prediction), outcomes, facts, now);
        var changes = new List<EntityChange>();
        if (seen is not null)
        {
            changes.Add(OutcomeStore.ToChange(known.AccountId, seen));
        }

        var watches = new HashSet<ValidationDue>();
        var validated = 0;
        const int Most = (EntityKey.MaxChanges - 1) / RowsEach;
        foreach (var (before, after) in changed.Take(Most))
        {
            changes.Add(OutcomeStore.ToChange(after, known.Counted.Find(c => c.Prediction == before).ETag));
            if (after.IsOpen)
            {
                // An outcome was taken back, and the end of the window is waited for again.
                watches.Add(ValidationDue.Of(after.Due, after.AccountId));
            }

            if (before.Settlement != after.Settlement)
            {
                validated += before.Settlement is null ? 1 : 0;
                var latest = await store.ChangeLatestAsync(tenant, after, now, cancellation);
                changes.AddRange(latest is null ? [] : [latest]);
            }
        }

        changes.AddRange(watches.Select(watch => watch.ToChange()));
        return new SettlePlan(changes, validated, changed.Count <= Most);
    }
}
