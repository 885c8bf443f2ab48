namespace CsMl.Core.Health;

/// <summary>The current state and the forecast of an account's health.</summary>
public sealed record HealthAnalysis
{
    /// <summary>0–100; null if unknown.</summary>
    public required double? CurrentHealthScore { get; init; }

    /// <summary>Score at the end of the window, 0–100; null if unknown.</summary>
    public required double? PredictedScore { get; init; }

    public required ScoreTrajectory ScoreTrajectory { get; init; }

    public required DimensionScores DimensionScores { get; init; }

    public required IReadOnlyList<HealthInsight> Insights { get; init; }

    public required IReadOnlyList<HealthAnomaly> Anomalies { get; init; }

    public required IReadOnlyList<string> StrengthAreas { get; init; }

    public required IReadOnlyList<string> RiskAreas { get; init; }

    public required string Summary { get; init; }
}
