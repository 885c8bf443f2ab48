using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Explanations;
using CsMl.Core.Predictions.Types;

namespace CsMl.Core.Ctas;

/// <summary>Decides what a new prediction means for one open CTA; usually nothing changes.</summary>
internal static class PlanOpenCta
{
    /// <summary>At most one step that follows from the risk; one that follows from the owner while the CTA stays open.</summary>
    public static IEnumerable<CtaStep> For(CtaSlot slot, CtaSituation s)
    {
        var step = ForRisk(slot, s);
        var reassign = step is CtaStep.Close ? null : ForOwner(slot, s);
        return ((CtaStep?[])[step, reassign]).OfType<CtaStep>();
    }

    /// <summary>An account that loses its owner leaves its CTAs to them until it has another.</summary>
    private static CtaStep.Reassign? ForOwner(CtaSlot slot, CtaSituation s) =>
        slot is { IsOpen: true, IsAssigned: false } && s.Facts.OwnerId is { } owner && owner != slot.OwnerId
            ? new CtaStep.Reassign(
                slot,
                owner,
                $"Owner {slot.OwnerId ?? "nobody"} to {owner}, the account's new owner."
            )
            : null;

    /// <summary>
    /// Null if the CTA stays as it is. A prediction whose confidence is too low to create a CTA cannot change one
    /// either.
    /// </summary>
    private static CtaStep? ForRisk(CtaSlot slot, CtaSituation s)
    {
        var call = CtaCandidate.Of(s);
        if (!slot.IsOpen || (s.Prediction.Confidence < s.Rules.MinConfidence && !call.IsUnderNotice))
        {
            return null;
        }

        var isItsOwn = slot.PredictionType == s.Prediction.Type;
        if (isItsOwn && !call.IsUnderNotice && WhyRecovered(slot, call, s) is { } recovered)
        {
            return new CtaStep.Close(slot, recovered);
        }

        // A prediction of another type that needs a CTA of this type cannot create one while this is open, so it raises
        // this one.
        var priority = call.ActionCategory.Priority();
        return (isItsOwn || call.CtaTypeAt(s.Rules, s.Now) == slot.Type) && priority > slot.Priority
            ? new CtaStep.Raise(
                slot,
                priority,
                DueDate.Of(
                    s.Now,
                    call.ActionCategory.Urgency().DueDays(),
                    call.IsUnderNotice ? s.Standing.EndsAt : call.RenewalDate
                ),
                call.IsUnderNotice
                    ? s.Standing.Reason + "."
                    : $"The {PredictionTypes.Of(s.Prediction.Type).Noun} has risen to {FormatPercent.Of(s.Prediction.Probability, s.Rules.Scale)}, which is {ExplainPrediction.Word(call.Category)}."
            )
            : null;
    }

    /// <summary>
    /// The probability must have fallen clearly below the threshold; otherwise a probability that fluctuates around it
    /// would close and create CTAs in turn.
    /// </summary>
    private static string? WhyRecovered(CtaSlot slot, CtaCandidate call, CtaSituation s)
    {
        if (
            slot.Type == CtaType.Lifecycle
            && call.RenewalDate > s.Now
            && !CtaCandidate.IsRenewalNear(call.RenewalDate, s.Now)
        )
        {
            return $"The renewal has moved to {FormatDate.Of(call.RenewalDate.Value)}.";
        }

        var from = s.Rules.Scale.From(
            slot.Type == CtaType.Lifecycle && s.Rules.MinCategory > RiskCategory.Medium
                ? RiskCategory.Medium
                : s.Rules.MinCategory
        );
        // Decimal, because in binary 0.6 - 0.05 is less than 0.55.
        return (decimal)s.Prediction.Probability < (decimal)from - (decimal)s.Rules.RecoveryMargin
            ? $"The {PredictionTypes.Of(s.Prediction.Type).Noun} has fallen to {FormatPercent.Of(s.Prediction.Probability, s.Rules.Scale)}, clearly below the {FormatPercent.Exact(from)} from which CTAs are made."
            : null;
    }
}
