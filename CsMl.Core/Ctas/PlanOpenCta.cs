using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Explanations;
using CsMl.Core.Predictions.Types;

namespace CsMl.Core.Ctas;

/// <summary>Decides what a new prediction means for one open CTA: nothing, as a rule.</summary>
internal static class PlanOpenCta
{
    /// <summary>Null: it stays as it is. What is too unsure to make a CTA is too unsure to change one.</summary>
    public static CtaStep? For(CtaSlot slot, CtaSituation s)
    {
        if (!slot.IsOpen || s.Prediction.Confidence < s.Rules.MinConfidence)
        {
            return null;
        }

        var call = CtaCandidate.Of(s.Prediction, s.Facts, s.Rules.Scale);
        var isItsOwn = slot.PredictionType == s.Prediction.Type;
        if (isItsOwn && WhyRecovered(slot, call, s) is { } recovered)
        {
            return new CtaStep.Close(slot, recovered);
        }

        // Another type of prediction that asks for a CTA of this type finds its place taken: it raises what is there.
        var priority = call.Category.Priority();
        return (isItsOwn || call.CtaTypeAt(s.Rules, s.Now) == slot.Type) && priority > slot.Priority
            ? new CtaStep.Raise(
                slot,
                priority,
                s.Now.AddDays(call.Category.Urgency().DueDays()),
                $"The {PredictionTypes.Of(s.Prediction.Type).Noun} has risen to {ExplainPrediction.Percent(s.Prediction.Probability)} %, which is {ExplainPrediction.Word(call.Category)}."
            )
            : null;
    }

    /// <summary>
    /// The probability must have fallen clearly below where CTAs begin: one that hovers about the threshold would open and
    /// close CTAs in turn.
    /// </summary>
    private static string? WhyRecovered(CtaSlot slot, CtaCandidate call, CtaSituation s)
    {
        if (
            slot.Type == CtaType.Lifecycle
            && call.RenewalDate > s.Now
            && !CtaCandidate.IsRenewalNear(call.RenewalDate, s.Now)
        )
        {
            return $"The renewal has moved to {call.RenewalDate.Value.UtcDateTime:yyyy-MM-dd}.";
        }

        var from = s.Rules.Scale.From(
            slot.Type == CtaType.Lifecycle && s.Rules.MinCategory > RiskCategory.Medium
                ? RiskCategory.Medium
                : s.Rules.MinCategory
        );
        // In decimal: 0.6 - 0.05 is less than 0.55 in binary.
        return (decimal)s.Prediction.Probability < (decimal)from - (decimal)s.Rules.RecoveryMargin
            ? FormattableString.Invariant(
                $"The {PredictionTypes.Of(s.Prediction.Type).Noun} has fallen to {ExplainPrediction.Percent(s.Prediction.Probability)} %, clearly below the {ExplainPrediction.Percent(from)} % from which CTAs are made."
            )
            : null;
    }
}
