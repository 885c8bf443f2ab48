namespace CsMl.Core.Health;

/// <summary>Where an account's health stands and where it is heading.</summary>
public sealed record HealthAnalysis
{
    /// <summary>0–100; null if unknown.</summary>
    public required double? CurrentHealthScore { get; init; }

    /// <summary>At the window's end, 0–100; null if unknown.</summary>
    public required double? PredictedScore { get; init; }

    public required ScoreTrajectory ScoreTrajectory { get; init; }

    public required DimensionScores DimensionScores { get; init; }

    public required IReadOnlyList<HealthInsight> Insights { get; init; }

    public required IReadOnlyList<HealthAnomaly> Anomalies { get; init; }

    public required IReadOnlyList<string> StrengthAreas { get; init; }

    public required IReadOnlyList<string> RiskAreas { get; init; }

    public required string Summary { get; init; }
}
