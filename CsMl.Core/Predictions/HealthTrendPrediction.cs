using System.Text.Json.Serialization;
using CsMl.Core.Health;

namespace CsMl.Core.Predictions;

/// <summary>The probability is that of a clearly lower health score at the window's end.</summary>
public sealed record HealthTrendPrediction : Prediction
{
    [JsonIgnore]
    public override PredictionType Type => PredictionType.HealthTrend;

    public required double? CurrentHealthScore { get; init; }

    /// <summary>At the window's end, 0–100.</summary>
    public required double? PredictedScore { get; init; }

    public required ScoreTrajectory ScoreTrajectory { get; init; }

    public required DimensionScores DimensionScores { get; init; }

    public required IReadOnlyList<HealthInsight> Insights { get; init; }

    public required IReadOnlyList<HealthAnomaly> Anomalies { get; init; }

    public required IReadOnlyList<string> StrengthAreas { get; init; }

    public required IReadOnlyList<string> RiskAreas { get; init; }

    public required string Summary { get; init; }

    internal override HealthTrendPrediction HealthForecast => this;

    public static HealthTrendPrediction Of(HealthAnalysis analysis) =>
        new()
        {
            CurrentHealthScore = analysis.CurrentHealthScore,
            PredictedScore = analysis.PredictedScore,
            ScoreTrajectory = analysis.ScoreTrajectory,
            DimensionScores = analysis.DimensionScores,
            Insights = analysis.Insights,
            Anomalies = analysis.Anomalies,
            StrengthAreas = analysis.StrengthAreas,
            RiskAreas = analysis.RiskAreas,
            Summary = analysis.Summary,
        };
}
