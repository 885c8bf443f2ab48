using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>
/// Records an outcome of an account and validates the predictions that it settles. Idempotent. At one time an account
/// either left or renewed, and either grew or shrank; the second of two conflicting outcomes replaces the first. An
/// account cannot leave twice without returning, so a second CHURNED without a RENEWED between the two corrects the
/// date.
/// </summary>
public sealed class RecordOutcome(AccountIndex index, OutcomeStore store, SettlePredictions settle, TimeProvider time)
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    private readonly OptimisticWriter _turns = new();

    /// <param name="at">Null for the current time.</param>
    public async Task<OutcomeResult> RunAsync(
        AccountKey account,
        OutcomeKind kind,
        DateTimeOffset? at,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var (tenant, accountId) = account;
        // The caller's clock may be a little ahead.
        var occurredAt = at > now && at <= now + ClockSkew ? now : at ?? now;
        if (occurredAt > now)
        {
            return new OutcomeResult(OutcomeProblem.InFuture, null);
        }

        if (await index.FindVersionAsync(account, cancellation) is null)
        {
            return new OutcomeResult(OutcomeProblem.NoAccount, null);
        }

        var outcome = new Outcome(kind, occurredAt);
        var watch = await _turns.UntilWrittenAsync(accountId, TryTellAsync, cancellation);
        var facts = (await index.FindAsync(account, cancellation))?.Facts;
        var validated = await settle.OneAsync(account, facts, now, cancellation);
        await store.EndAsync(tenant, Bucket.Of(accountId), [watch], cancellation);
        return new OutcomeResult(null, new RecordedOutcome(accountId, kind, occurredAt, validated));

        async Task<ValidationDue?> TryTellAsync()
        {
            var known = await store.FindAsync(account, cancellation);
            // If this call is interrupted, the nightly run validates the predictions.
            var until = ValidationDue.Of(now, accountId);
            var changes = new List<EntityChange>
            {
                OutcomeStore.Told(known),
                OutcomeStore.ToChange(accountId, outcome),
                until.ToChange(),
            };
            foreach (var (other, etag) in known.Outcomes.Where(o => IsCorrected(o.Outcome, known)))
            {
                changes.Add(EntityChange.Delete(OutcomeStore.KeyOf(accountId, other), etag));
            }

            return await store.WriteAsync(tenant, Bucket.Of(accountId), changes, cancellation) ? until : null;
        }

        bool IsCorrected(Outcome other, AccountOutcomes known) =>
            kind == OutcomeKind.Churned
            && other.Kind == OutcomeKind.Churned
            && other.OccurredAt != occurredAt
            && !known.Outcomes.Exists(o =>
                o.Outcome.Kind == OutcomeKind.Renewed
                && o.Outcome.OccurredAt > (other.OccurredAt < occurredAt ? other.OccurredAt : occurredAt)
                && o.Outcome.OccurredAt < (other.OccurredAt < occurredAt ? occurredAt : other.OccurredAt)
            );
    }
}
