namespace CsMl.Core.Health;

/// <summary>Newest score of each dimension, 0–100, or null where none is known.</summary>
public sealed record DimensionScores(double? Usage, double? Support, double? Engagement, double? Sentiment);
