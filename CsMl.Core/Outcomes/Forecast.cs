namespace CsMl.Core.Outcomes;

/// <summary>What was foretold of one event, and whether it came about.</summary>
/// <param name="Score">The higher, the likelier; a probability, 0–1, where calibration is measured.</param>
public readonly record struct Forecast(double Score, bool Happened);
