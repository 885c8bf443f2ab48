namespace CsMl.Core.Outcomes;

/// <param name="From">Lowest probability of the bin, 0–1.</param>
/// <param name="To">The lower end of the next bin; the last bin includes it.</param>
/// <param name="Rate">Share of the bin's forecasts whose event happened, 0–1.</param>
public sealed record CalibrationBin(double From, double To, int Count, double MeanProbability, double Rate);
