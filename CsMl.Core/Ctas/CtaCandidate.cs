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
/// <param name="Lifecycle">An account under notice needs a CTA whatever its probability and its confidence are.</param>
public sealed record CtaCandidate(
    PredictionType Type,
    RiskCategory Category,
    double Confidence,
    bool HasSuggestion,
    DateTimeOffset? RenewalDate,
    Lifecycle Lifecycle = Lifecycle.Customer
)
{
    /// <summary>
    /// Days before a renewal in which a medium risk needs a CTA: renewals are prepared in this period.
    /// </summary>
    public const int RenewalDays = 120;

    public static CtaCandidate Of(CtaSituation s) =>
        new(
            s.Prediction.Type,
            CategoryOf(s.Prediction, s.Rules.Scale),
            s.Prediction.Confidence,
            s.Prediction.CallsForCta,
            RenewalDates.Next(s.Facts, s.Retention, s.Now),
            s.Standing.State
        );

    /// <summary>The prediction's own category, or else the category of its probability on the same scale.</summary>
    public static RiskCategory CategoryOf(Prediction prediction, RiskScale scale) =>
        prediction.OwnCategory ?? scale.CategoryOf(prediction.Probability);

    /// <summary>True if the account is under notice and the prediction is about that.</summary>
    public bool IsUnderNotice => Lifecycle == Lifecycle.Notice && PredictionTypes.Of(Type).IsAboutRetention;

    /// <summary>The category that priority and due date follow from: at least high under notice.</summary>
    public RiskCategory ActionCategory => IsUnderNotice && Category < RiskCategory.High ? RiskCategory.High : Category;

    /// <summary>
    /// The type of CTA, or null if none is needed. A prediction creates at most one CTA: if the risk is high enough for
    /// its own type, that CTA covers the renewal too.
    /// </summary>
    public CtaType? CtaTypeAt(CtaRules rules, DateTimeOffset now)
    {
        var type = PredictionTypes.Of(Type);
        return Category >= rules.MinCategory || IsUnderNotice ? type.Cta
            : type.IsAboutRetention && Category >= RiskCategory.Medium && IsRenewalNear(RenewalDate, now)
                ? CtaType.Lifecycle
            : null;
    }

    /// <summary>
    /// True if the account would need a CTA, but its data is too incomplete to be sure of that: the confidence is below
    /// the rules' minimum.
    /// </summary>
    public bool LacksConfidence(CtaRules rules, DateTimeOffset now) =>
        Lifecycle == Lifecycle.Customer && CtaTypeAt(rules, now) is not null && Confidence < rules.MinConfidence;

    /// <summary>The lowest category at which a prediction of this type can create a CTA.</summary>
    internal static RiskCategory LowestCategory(PredictionTypeDescriptor type, CtaRules rules) =>
        type.IsAboutRetention && rules.MinCategory > RiskCategory.Medium ? RiskCategory.Medium : rules.MinCategory;

    /// <summary>The reason why no CTA is needed, worded for the middle of a sentence; null if one is needed.</summary>
    public string? ReasonForNone(CtaRules rules, DateTimeOffset now) =>
        Lifecycle == Lifecycle.Left ? "the account has left"
        : Lifecycle == Lifecycle.NotCustomer ? "the account is no customer"
        : PredictionTypes.Of(Type) is { Cta: null } type ? $"a prediction of type {type.Name} makes no CTA"
        : IsUnderNotice ? null
        : CtaTypeAt(rules, now) is null ? WhyTooLow(rules)
        : LacksConfidence(rules, now)
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
