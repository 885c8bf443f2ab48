using System.Text.Json.Serialization;
using CsMl.Core.Health;

namespace CsMl.Core.Predictions;

/// <summary>
/// Forecasts the health score. The probability is that of a clearly lower score at the end of the window.
/// </summary>
public sealed record HealthTrendPrediction : Prediction
{
    [JsonIgnore]
    public override PredictionType Type => PredictionType.HealthTrend;

    public required double? CurrentHealthScore { get; init; }

    /// <summary>Score at the end of the window, 0–100.</summary>
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
