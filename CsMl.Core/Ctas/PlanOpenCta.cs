using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Explanations;
using CsMl.Core.Predictions.Types;

namespace CsMl.Core.Ctas;

/// <summary>Decides what a new prediction means for one open CTA; usually nothing changes.</summary>
internal static class PlanOpenCta
{
    /// <summary>
    /// Null if the CTA stays as it is. A prediction whose confidence is too low to create a CTA cannot change one
    /// either.
    /// </summary>
    public static CtaStep? For(CtaSlot slot, CtaSituation s)
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
