namespace CsMl.Core.Predictions.Llm;

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

/// <param name="Evidence">
/// The rule whose finding it rests on, or <see cref="Texts"/>. Numbers, threshold and trend are the finding's, never
/// the model's.
/// </param>
internal sealed record CitedFactor(string Evidence, Degree Impact, string Description)
{
    /// <summary>What subjects and titles say, which may be read but moves no category by itself.</summary>
    public const string Texts = "Texts";
}
