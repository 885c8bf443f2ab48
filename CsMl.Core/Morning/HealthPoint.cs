namespace CsMl.Core.Morning;

/// <param name="Score">0–100.</param>
public readonly record struct HealthPoint(DateTimeOffset Date, double Score);
