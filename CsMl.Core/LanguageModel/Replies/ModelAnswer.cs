using CsMl.Core.Predictions;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>What a model answered, in the shape that it was asked for.</summary>
/// <param name="Probability">0–1.</param>
/// <param name="Confidence">0–1.</param>
/// <param name="Drivers">Sentences, gravest first; empty for HEALTH_TREND, which has none.</param>
/// <param name="Summary">HEALTH_TREND's; null for the others.</param>
internal sealed record ModelAnswer(
    double Probability,
    double Confidence,
    IReadOnlyList<string> Drivers,
    IReadOnlyList<CitedFactor> Factors,
    IReadOnlyList<Recommendation> Recommendations,
    string Explanation,
    string? Summary
);
