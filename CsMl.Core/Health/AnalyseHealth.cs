using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Core.Health;

/// <summary>
/// Reads an account's health beyond its present score: where it is heading, what broke its pattern, which
/// dimensions carry it and which hold it back.
/// </summary>
internal static class AnalyseHealth
{
    /// <summary>Points a month from which a score is said to move.</summary>
    private const double Moves = 3;

    private const double Strong = 75;
    private const double Weak = 50;

    /// <summary>
    /// A trend fades: the further ahead, the less of it is believed. 60 days of damping let 90 days ahead count as
    /// 47 (Gardner and McKenzie 1985, damped trend, in continuous time).
    /// </summary>
    private const double DampingDays = 60;

    private const double DaysPerMonth = 30;

    public static HealthTrendPrediction Of(Signals signals, int windowDays)
    {
        var dimensions = Dimension.All(signals);
        var anomalies = FindAnomalies.In(signals);
        var trajectory = Trajectory(signals.Health.SlopePerMonth);
        var predicted = Predicted(signals, windowDays);
        return new HealthTrendPrediction
        {
            CurrentHealthScore = signals.HealthScore,
            PredictedScore = predicted,
            ScoreTrajectory = trajectory,
            DimensionScores = new DimensionScores(
                dimensions[0].Score,
                dimensions[1].Score,
                dimensions[2].Score,
                dimensions[3].Score
            ),
            Insights = [.. Overall(signals), .. dimensions.Select(d => d.Insight()).OfType<HealthInsight>()],
            Anomalies = anomalies,
            StrengthAreas = [.. dimensions.Where(d => d.IsStrength).Select(d => d.Name)],
            RiskAreas = [.. dimensions.Where(d => d.IsRisk).Select(d => d.Name)],
            Summary = Summary(signals, trajectory, predicted, windowDays, anomalies),
        };
    }

    public static ScoreTrajectory Trajectory(double slopePerMonth) =>
        slopePerMonth >= Moves ? ScoreTrajectory.Improving
        : slopePerMonth <= -Moves ? ScoreTrajectory.Declining
        : ScoreTrajectory.Stable;

    public static Trend Direction(double slopePerMonth) =>
        slopePerMonth >= Moves ? Trend.Improving
        : slopePerMonth <= -Moves ? Trend.Worsening
        : Trend.Stable;

    private static double? Predicted(Signals signals, int windowDays)
    {
        if (signals.HealthScore is not { } score)
        {
            return null;
        }

        var effectiveDays = DampingDays * (1 - Math.Exp(-windowDays / DampingDays));
        return Math.Round(Math.Clamp(score + signals.Health.SlopePerMonth * effectiveDays / DaysPerMonth, 0, 100), 1);
    }

    private static IEnumerable<HealthInsight> Overall(Signals signals)
    {
        if (Predictions.Rules.LowHealth.Rule.Evaluate(signals) is { } level)
        {
            yield return new HealthInsight(
                level.Advice is null ? "strength" : "risk",
                "overall",
                signals.HealthScore switch
                {
                    < 30 => InsightSeverity.Critical,
                    < Weak => InsightSeverity.Warning,
                    >= Strong => InsightSeverity.Positive,
                    _ => InsightSeverity.Info,
                },
                level.Sentence,
                Direction(signals.Health.SlopePerMonth),
                level.Advice?.Action
            );
        }

        // What is called stable is not called declining one line below.
        if (
            Trajectory(signals.Health.SlopePerMonth) != ScoreTrajectory.Stable
            && Predictions.Rules.HealthTrend.Rule.Evaluate(signals) is { } movement
        )
        {
            yield return new HealthInsight(
                "trend",
                "overall",
                movement.LogOdds > 0 ? InsightSeverity.Warning : InsightSeverity.Positive,
                movement.Sentence,
                movement.Trend,
                movement.Advice?.Action
            );
        }
    }

    private static string Summary(
        Signals signals,
        ScoreTrajectory trajectory,
        double? predicted,
        int windowDays,
        IReadOnlyList<HealthAnomaly> anomalies
    )
    {
        if (signals.HealthScore is not { } score)
        {
            return $"No health score is known for {signals.Facts.Name}.";
        }

        var direction = trajectory switch
        {
            ScoreTrajectory.Improving => "improving",
            ScoreTrajectory.Declining => "declining",
            _ => "stable",
        };
        var text = FormattableString.Invariant(
            $"{signals.Facts.Name} has a health score of {score:0.#}, {direction}; {predicted:0.#} is expected in {windowDays} days."
        );
        return anomalies.Count == 0 ? text : $"{text} {anomalies[0].Description}.";
    }
}
