using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>What a list shows of a prediction.</summary>
/// <param name="RiskCategory">Null for the types that have none.</param>
/// <param name="PrimaryChurnDrivers">For the other types what drives them.</param>
public sealed record PredictionSummary(
    string Id,
    double Probability,
    double Confidence,
    RiskCategory? RiskCategory,
    IReadOnlyList<string> PrimaryChurnDrivers,
    string Explanation,
    DateTimeOffset PredictedAt
);
