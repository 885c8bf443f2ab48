using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>The fields of a prediction that a list shows.</summary>
/// <param name="RiskCategory">Null for the types that have no category.</param>
/// <param name="PrimaryChurnDrivers">For types other than churn, the drivers of that type.</param>
public sealed record PredictionSummary(
    string Id,
    double Probability,
    double Confidence,
    RiskCategory? RiskCategory,
    IReadOnlyList<string> PrimaryChurnDrivers,
    string Explanation,
    DateTimeOffset PredictedAt
);
