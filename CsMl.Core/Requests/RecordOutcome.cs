using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>
/// Records an outcome of an account, closes the automated CTAs that it makes pointless, and validates the predictions
/// that it settles. Idempotent. At one time an account either left or renewed, and either grew or shrank; the second of
/// two conflicting outcomes replaces the first. An account cannot leave twice without returning, so a second CHURNED
/// without a RENEWED between the two corrects the date.
/// </summary>
public sealed class RecordOutcome(
    AccountIndex index,
    OutcomeStore store,
    CtaWriter ctas,
    DeliverCta deliver,
    SettlePredictions settle,
    LearnedVersions learned,
    ErasedAccounts erased,
    Tables tables,
    TimeProvider time
)
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    private readonly OptimisticWriter _turns = new();

    /// <param name="at">Null for the current time.</param>
    /// <param name="renewedUntil">The end of the renewed term; null if unknown. Only for RENEWED.</param>
    public async Task<OutcomeResult> RunAsync(
        AccountKey account,
        OutcomeKind kind,
        DateTimeOffset? at,
        DateTimeOffset? renewedUntil,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        // The caller's clock may be a little ahead.
        var occurredAt = at > now && at <= now + ClockSkew ? now : at ?? now;
        var outcome = new Outcome(kind, occurredAt, RenewedUntil: renewedUntil);
        if (Refuse(outcome, now) is { } problem)
        {
            return new OutcomeResult(problem, null);
        }

        if (await index.FindAsync(account, cancellation) is not { } known)
        {
            return new OutcomeResult(OutcomeProblem.NoAccount, null);
        }

        var accountId = account.AccountId;
        var written = await _turns.UntilWrittenAsync(
            accountId,
            () => TryRecordAsync(account, known, outcome, now, cancellation),
            cancellation
        );
        // What is written is looked after to the end, even if the caller has gone.
        if (await erased.BarAsync(account, known.Version.Revision, CancellationToken.None))
        {
            // The account was erased after it was read.
            await new EraseResults(tables).RunAsync(account, CancellationToken.None);
            return new OutcomeResult(OutcomeProblem.NoAccount, null);
        }

        foreach (var closed in written.Closed)
        {
            await deliver.ChangedAsync(account.Tenant, closed);
        }

        var facts = (await index.FindAsync(account, cancellation))?.Facts;
        var validated = await settle.OneAsync(account, facts, now, cancellation);
        if (outcome.IsOfRetention)
        {
            await learned.MarkDueAsync(account.Tenant, cancellation);
        }

        await store.EndAsync(account.Tenant, Bucket.Of(accountId), [written.Watch], cancellation);
        return new OutcomeResult(
            null,
            new RecordedOutcome(accountId, kind, outcome.OccurredAt, renewedUntil, validated, written.Lifecycle)
        );
    }

    private static OutcomeProblem? Refuse(Outcome outcome, DateTimeOffset now) =>
        outcome.OccurredAt > now ? OutcomeProblem.InFuture
        : outcome.RenewedUntil is null ? null
        : outcome.Kind != OutcomeKind.Renewed ? OutcomeProblem.NotRenewed
        : outcome.RenewedUntil < outcome.OccurredAt ? OutcomeProblem.EndsBefore
        : null;

    /// <summary>Null if another writer came first.</summary>
    private async Task<WrittenOutcome?> TryRecordAsync(
        AccountKey account,
        KnownAccount facts,
        Outcome outcome,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var (tenant, accountId) = account;
        var known = await store.FindAsync(account, cancellation);
        // If this call is interrupted, the nightly run validates the predictions.
        var watch = ValidationDue.Of(now, accountId);
        var corrected = known.Outcomes.Where(o => IsCorrected(o.Outcome, outcome, known)).ToList();
        var changes = new List<EntityChange>
        {
            OutcomeStore.Told(known),
            OutcomeStore.ToChange(accountId, outcome),
            watch.ToChange(),
        };
        changes.AddRange(corrected.Select(o => EntityChange.Delete(OutcomeStore.KeyOf(accountId, o.Outcome), o.ETag)));
        var after = facts with
        {
            Retention = Outcome.RetentionAsOf(
                [
                    .. known.Outcomes.Except(corrected).Select(o => o.Outcome).Where(o => !IsReplaced(o, outcome)),
                    outcome,
                ],
                now
            ),
        };
        var lifecycle = after.LifecycleAt(now);
        if (outcome.IsOfRetention)
        {
            // The predictions are read before the CTAs and rewritten, so that a CTA that one of them is being given
            // meanwhile fails either this write or its own.
            changes.AddRange(await store.FollowAsync(account, after, lifecycle.State, cancellation));
        }

        var (closing, closed) = await CloseAsync(account, after, outcome, now, cancellation);
        changes.AddRange(closing);
        return await store.WriteAsync(tenant, Bucket.Of(accountId), changes, cancellation)
            ? new WrittenOutcome(watch, lifecycle.State, closed)
            : null;
    }

    /// <summary>
    /// A departure closes all open automated CTAs; a renewal closes the one that prepares it, unless the next renewal is
    /// near.
    /// </summary>
    private async Task<(List<EntityChange> Changes, List<CtaPatchResult> Closed)> CloseAsync(
        AccountKey account,
        KnownAccount after,
        Outcome outcome,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var lifecycle = after.LifecycleAt(now);
        var hasLeft = outcome.Kind == OutcomeKind.Churned && lifecycle.State == Lifecycle.Left;
        var hasRenewed =
            outcome.Kind == OutcomeKind.Renewed
            && !CtaCandidate.IsRenewalNear(RenewalDates.Next(after.Facts, after.Retention, now), now);
        if (!hasLeft && !hasRenewed)
        {
            return ([], []);
        }

        return await ctas.CloseAsync(
            account,
            slot => hasLeft || slot.Type == CtaType.Lifecycle,
            hasLeft ? lifecycle.Reason + "." : $"The renewal on {FormatDate.Of(outcome.OccurredAt)} is on record.",
            now,
            cancellation
        );
    }

    private static bool IsReplaced(Outcome other, Outcome outcome) =>
        other.OccurredAt == outcome.OccurredAt && other.IsOfRetention == outcome.IsOfRetention;

    private static bool IsCorrected(Outcome other, Outcome outcome, AccountOutcomes known) =>
        outcome.Kind == OutcomeKind.Churned
        && other.Kind == OutcomeKind.Churned
        && other.OccurredAt != outcome.OccurredAt
        && !known.Outcomes.Exists(o =>
            o.Outcome.Kind == OutcomeKind.Renewed
            && o.Outcome.OccurredAt > (other.OccurredAt < outcome.OccurredAt ? other.OccurredAt : outcome.OccurredAt)
            && o.Outcome.OccurredAt < (other.OccurredAt < outcome.OccurredAt ? outcome.OccurredAt : other.OccurredAt)
        );
}
