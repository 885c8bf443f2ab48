using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Requests;

/// <summary>Makes the CTA that an account's valid prediction calls for, once.</summary>
public sealed class GenerateCta(
    ICrm crm,
    PlaybookStore playbooks,
    PredictionStore predictions,
    CtaWriter ctas,
    CtaReader stored,
    IOptions<CtaOptions> options,
    IOptions<PredictionOptions> predictionOptions,
    TimeProvider time
)
{
    /// <summary>Null: the account has no valid prediction of the type.</summary>
    /// <param name="callerId">Who owns the CTA where the account has no owner.</param>
    /// <param name="runId">A run that may go on after it was cut off: the CTA that it made before is made now.</param>
    /// <param name="known">The tenant's playbooks, where the caller has read them.</param>
    /// <param name="hasNoSlot">The caller knows that the account has never had a CTA; where it has by now, the write says so.</param>
    public async Task<GeneratedCta?> RunAsync(
        string tenant,
        string accountId,
        PredictionType type,
        string? callerId,
        CancellationToken cancellation,
        string? runId = null,
        IReadOnlyList<Playbook>? known = null,
        bool hasNoSlot = false
    )
    {
        var now = time.GetUtcNow();
        var latest = await predictions.FindLatestAsync(tenant, accountId, type, cancellation);
        if (latest is null || !latest.IsValidAt(now))
        {
            return null;
        }

        // Before the account and the playbooks, which most of those that have their CTA need not be asked for.
        var prediction = latest.Prediction;
        var rules = options.Value.RulesOf(tenant, predictionOptions.Value.ScaleOf(tenant));
        var call = new CtaCandidate(
            type,
            CtaCandidate.CategoryOf(prediction, rules.Scale),
            prediction.Confidence,
            prediction.CallsForCta,
            // The soonest it could be: what is refused even so needs no look at the account.
            RenewalDate: now
        );
        if (call.ReasonForNone(rules, now) is { } none)
        {
            return Skipped(none);
        }

        var slots = hasNoSlot ? [] : await stored.FindSlotsAsync(tenant, accountId, cancellation);
        if (
            call.CtaTypeAt(rules, now) is CtaType.Risk or CtaType.Opportunity
            && Find(slots, call.CtaTypeAt(rules, now)!.Value)?.Slot is { } taken
            && taken.WhyHeld(rules.Cooldown, now) is { } held
        )
        {
            return await MadeBeforeAsync(taken) ?? Skipped(held);
        }

        if (await crm.FindAsync(tenant, accountId, cancellation) is not { } account)
        {
            return null;
        }

        var situation = new CtaSituation(
            prediction,
            account.Facts,
            [.. slots.Select(found => found.Slot)],
            known ?? await playbooks.ListAsync(tenant, cancellation),
            rules,
            callerId,
            now
        );
        var step = PlanCtas.CreateOrSkip(situation);
        if (step is not CtaStep.Create create)
        {
            return Skipped(step.Reason);
        }

        var slot = Find(slots, create.Cta.Type);
        var creation = await ctas.CreateAsync(tenant, create, latest, slot, rules.Cooldown, now, runId, cancellation);
        if (creation.Created is not { } created)
        {
            // Of two that close the same run, the other may have made it meanwhile.
            return await MadeBeforeAsync(creation.Holder) ?? Skipped(creation.Reason!);
        }

        if (created.Cta.PlaybookId is { } playbookId)
        {
            await playbooks.CountUseAsync(tenant, playbookId, cancellation);
        }

        return Made(created.Cta);

        GeneratedCta Skipped(string reason) =>
            GeneratedCta.Skipped(accountId, prediction.PredictionId, Reason(), reason);

        GeneratedCta Made(Cta cta) => new(accountId, cta, prediction.PredictionId, Reason(), true);

        string Reason() => WriteCta.ReasonOf(prediction, call.Category);

        async Task<GeneratedCta?> MadeBeforeAsync(CtaSlot? holder) =>
            runId is not null
            && holder?.RunId == runId
            && await stored.FindAsync(tenant, accountId, holder.CtaId, cancellation) is { } before
                ? Made(before.Cta)
                : null;
    }

    private static StoredSlot? Find(IReadOnlyList<StoredSlot> slots, CtaType type) =>
        slots.FirstOrDefault(found => found.Slot.Type == type);
}
