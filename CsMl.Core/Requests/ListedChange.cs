using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>Something that changed of an account; what the kind has nothing to do with is null.</summary>
/// <param name="PreviousProbability">Of the prediction before; null if there was none.</param>
/// <param name="RiskCategory">By the thresholds of its day; of predictions of churn.</param>
public sealed record ListedChange(
    DateTimeOffset At,
    ResultChangeKind Kind,
    string AccountId,
    PredictionType? PredictionType,
    string? PredictionId,
    double? Probability,
    double? PreviousProbability,
    RiskCategory? RiskCategory,
    RiskCategory? PreviousRiskCategory,
    string? CtaId,
    CtaStatus? CtaStatus,
    OutcomeKind? Outcome
);
