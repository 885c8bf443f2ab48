namespace CsMl.Core.Health;

/// <summary>Newest score of each dimension, 0–100; null if unknown.</summary>
public sealed record DimensionScores(double? Usage, double? Support, double? Engagement, double? Sentiment);
