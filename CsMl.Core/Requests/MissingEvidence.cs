namespace CsMl.Core.Requests;

/// <summary>What would have put a prediction at high risk.</summary>
/// <param name="LogOdds">What it was below the threshold, in natural log-odds, for 90 days.</param>
/// <param name="Alone">What would have been enough by itself, by the rules' own weights; the most likely to be seen first.</param>
/// <param name="Summary">The same in a sentence.</param>
public sealed record MissingEvidence(double LogOdds, IReadOnlyList<SufficientSign> Alone, string Summary);
