using CsMl.Core.Predictions;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>A model's answer in the required format.</summary>
/// <param name="Probability">0–1.</param>
/// <param name="Confidence">0–1.</param>
/// <param name="Drivers">Sentences, most important first; empty for HEALTH_TREND, which has none.</param>
/// <param name="Summary">The summary for HEALTH_TREND; null for other types.</param>
internal sealed record ModelAnswer(
    double Probability,
    double Confidence,
    IReadOnlyList<string> Drivers,
    IReadOnlyList<CitedFactor> Factors,
    IReadOnlyList<Recommendation> Recommendations,
    string Explanation,
    string? Summary
);
