using CsMl.Core.Accounts;
using CsMl.Core.Outcomes;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>Stores the validation of an account's predictions, and of those that opinions are about. Idempotent, and safe for concurrent callers.</summary>
public sealed class SettlePredictions(OutcomeStore store)
{
    /// <summary>
    /// Most rows that change with one counted prediction: itself, the latest prediction, and a watch. An opinion has no
    /// more: itself, its copy, and a watch.
    /// </summary>
    private const int RowsEach = 3;

    private readonly OptimisticWriter _turns = new();

    /// <summary>Returns the number of predictions validated.</summary>
    /// <param name="facts">The account's current facts in the CRM; null if the CRM does not have the account.</param>
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
            plan = await _turns.UntilWrittenAsync(accountId, TrySettleAsync, cancellation);
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

    /// <summary>The changes to write, as many as one transaction can hold.</summary>
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
            // Not if somebody records an outcome of the account meanwhile.
            changes.AddRange([OutcomeStore.ToChange(known.AccountId, seen), OutcomeStore.Told(known)]);
        }

        var watches = new HashSet<ValidationDue>();
        var validated = 0;
        const int Most = (RecordingTable.MostChanges - 2) / RowsEach;
        foreach (var (before, after) in changed.Take(Most))
        {
            changes.Add(OutcomeStore.ToChange(after, known.Counted.Find(c => c.Prediction == before).ETag));
            if (after.IsOpen)
            {
                // An outcome was withdrawn, so the end of the window is awaited again.
                watches.Add(ValidationDue.Of(after.Due, after.AccountId));
            }

            if (before.Settlement != after.Settlement)
            {
                validated += before.Settlement is null ? 1 : 0;
                var latest = await store.ChangeLatestAsync(tenant, after, now, cancellation);
                changes.AddRange(latest is null ? [] : [latest]);
            }
        }

        var said = Opinions(known, outcomes, facts, now);
        foreach (var (before, after) in said.Take(Math.Max(0, Most - changed.Count)))
        {
            changes.AddRange(OpinionRows.Write(after, before));
            if (after.Prediction.IsOpen)
            {
                watches.Add(ValidationDue.Of(after.Prediction.Due, after.AccountId));
            }
        }

        changes.AddRange(watches.Select(watch => watch.ToChange()));
        return new SettlePlan(changes, validated, changed.Count + said.Count <= Most);
    }

    /// <summary>The opinions whose prediction turned out, or no longer did. Each is settled as a counted prediction is.</summary>
    private static List<(StoredOpinion Before, Opinion After)> Opinions(
        AccountOutcomes known,
        IReadOnlyList<Outcome> outcomes,
        AccountFacts? facts,
        DateTimeOffset now
    )
    {
        var changed = new List<(StoredOpinion, Opinion)>();
        foreach (var stored in known.Opinions)
        {
            foreach (var (_, after) in SettleAccount.Judge([stored.Opinion.Prediction], outcomes, facts, now).Changed)
            {
                changed.Add((stored, stored.Opinion with { Prediction = after }));
            }
        }

        return changed;
    }
}
