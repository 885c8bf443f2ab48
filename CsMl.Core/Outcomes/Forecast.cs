namespace CsMl.Core.Outcomes;

/// <summary>The forecast of one event, and whether the event happened.</summary>
/// <param name="Score">Higher is more likely; must be a probability, 0–1, to measure calibration.</param>
public readonly record struct Forecast(double Score, bool Happened);
