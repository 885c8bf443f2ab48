using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Explanations;
using CsMl.Core.Predictions.Types;

namespace CsMl.Core.Ctas;

/// <summary>
/// Decides which CTA a prediction needs, using only the fields that the risk index also stores, so that most accounts
/// of a list need no read.
/// </summary>
/// <param name="HasSuggestion">True if the prediction has a suggested action.</param>
/// <param name="RenewalDate">The account's renewal date; null if unknown.</param>
public sealed record CtaCandidate(
    PredictionType Type,
    RiskCategory Category,
    double Confidence,
    bool HasSuggestion,
    DateTimeOffset? RenewalDate
)
{
    /// <summary>
    /// Days before a renewal in which a medium risk needs a CTA: renewals are prepared in this period.
    /// </summary>
    public const int RenewalDays = 120;

    public static CtaCandidate Of(Prediction prediction, AccountFacts facts, RiskScale scale) =>
        new(
            prediction.Type,
            CategoryOf(prediction, scale),
            prediction.Confidence,
            prediction.CallsForCta,
            RenewalDates.Of(facts, prediction.PredictedAt)
        );

    /// <summary>The prediction's own category, or else the category of its probability on the same scale.</summary>
    public static RiskCategory CategoryOf(Prediction prediction, RiskScale scale) =>
        prediction.OwnCategory ?? scale.CategoryOf(prediction.Probability);

    /// <summary>
    /// The type of CTA, or null if none is needed. A prediction creates at most one CTA: if the risk is high enough for
    /// its own type, that CTA covers the renewal too.
    /// </summary>
    public CtaType? CtaTypeAt(CtaRules rules, DateTimeOffset now)
    {
        var type = PredictionTypes.Of(Type);
        return Category >= rules.MinCategory ? type.Cta
            : type.MakesRenewalCta && Category >= RiskCategory.Medium && IsRenewalNear(RenewalDate, now)
                ? CtaType.Lifecycle
            : null;
    }

    /// <summary>The lowest category at which a prediction of this type can create a CTA.</summary>
    internal static RiskCategory LowestCategory(PredictionTypeDescriptor type, CtaRules rules) =>
        type.MakesRenewalCta && rules.MinCategory > RiskCategory.Medium ? RiskCategory.Medium : rules.MinCategory;

    /// <summary>The reason why no CTA is needed, worded for the middle of a sentence; null if one is needed.</summary>
    public string? ReasonForNone(CtaRules rules, DateTimeOffset now) =>
        PredictionTypes.Of(Type) is { Cta: null } type ? $"a prediction of type {type.Name} makes no CTA"
        : CtaTypeAt(rules, now) is null ? WhyTooLow(rules)
        : Confidence < rules.MinConfidence
            ? FormattableString.Invariant(
                $"the confidence is {Confidence:0.00}; CTAs are made from {rules.MinConfidence:0.00} on"
            )
        : !HasSuggestion ? "the prediction suggests no CTA"
        : null;

    private string WhyTooLow(CtaRules rules)
    {
        var type = PredictionTypes.Of(Type);
        var from = ExplainPrediction.Word(rules.MinCategory);
        return LowestCategory(type, rules) < rules.MinCategory
            ? $"the risk is {ExplainPrediction.Word(Category)}; CTAs are made from {from} on, and from medium on where the renewal is at most {RenewalDays} days away"
            : $"the {(type.IsWelcome ? "chance" : "risk")} is {ExplainPrediction.Word(Category)}; CTAs are made from {from} on";
    }

    /// <summary>Counts calendar days in UTC, including the day itself.</summary>
    public static bool IsRenewalNear(DateTimeOffset? renewal, DateTimeOffset now) =>
        renewal is { } date && (date.UtcDateTime.Date - now.UtcDateTime.Date).Days is >= 0 and <= RenewalDays;
}
