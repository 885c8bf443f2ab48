using CsMl.Core.Outcomes;

namespace CsMl.Core.Requests;

/// <summary>A departure that was not foreseen, with what was known of the account then.</summary>
/// <param name="Prediction">The last prediction counted for it.</param>
/// <param name="HighestProbability">The highest of the predictions counted for it, 0–1.</param>
/// <param name="DaysAhead">Whole days from that prediction to the departure.</param>
/// <param name="Seen">What the rules found; empty, as the next three, if it is not stored.</param>
/// <param name="Silent">The rules that could have raised the risk and saw no trouble.</param>
/// <param name="SameSilence">Of the predictions of accounts that stayed, those in which all of these rules were silent.</param>
/// <param name="Missing">What would have had to be seen.</param>
public sealed record MissedChurn(
    string AccountId,
    DateTimeOffset LeftAt,
    int DaysAhead,
    ComparedPrediction Prediction,
    double HighestProbability,
    FrozenFacts Facts,
    IReadOnlyList<SeenFact> Seen,
    IReadOnlyList<SilentRule> Silent,
    SilenceShare? SameSilence,
    MissingEvidence? Missing
);
