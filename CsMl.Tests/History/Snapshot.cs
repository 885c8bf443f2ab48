namespace CsMl.Tests.History;

/// <summary>All that the app shows of a portfolio while nobody writes.</summary>
/// <param name="Names">Revisions in the accounts' names, by account.</param>
/// <param name="CountedChurn">Churn predictions that accuracy is measured on.</param>
internal sealed record Snapshot(
    IReadOnlyDictionary<string, int> Names,
    IReadOnlyList<SeenPrediction> Predictions,
    IReadOnlyList<SeenCta> Ctas,
    IReadOnlyList<SeenRisk> HighRisk,
    int GeneratedCtas,
    int OpenCtas,
    int CountedChurn
);
