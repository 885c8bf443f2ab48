namespace CsMl.Core.Outcomes;

/// <param name="From">Lowest probability of the bin, 0–1.</param>
/// <param name="To">Where the next bin begins; the last one includes it.</param>
/// <param name="Rate">Share of its forecasts that came about, 0–1.</param>
public sealed record CalibrationBin(double From, double To, int Count, double MeanProbability, double Rate);
