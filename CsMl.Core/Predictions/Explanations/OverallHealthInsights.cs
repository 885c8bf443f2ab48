using CsMl.Core.Accounts;
using CsMl.Core.Health;
using CsMl.Core.Predictions.Rules;

namespace CsMl.Core.Predictions.Explanations;

/// <summary>Insights about the overall health score, in the wording of the health rules.</summary>
internal static class OverallHealthInsights
{
    public static IEnumerable<HealthInsight> Of(Signals signals, RiskCategory category, WriteAdvice write)
    {
        if (LowHealth.Rule.Evaluate(signals) is { } level)
        {
            yield return new HealthInsight(
                level.Advice is null ? "strength" : "risk",
                "overall",
                signals.HealthScore switch
                {
                    < 30 => InsightSeverity.Critical,
                    < AnalyseHealth.Weak => InsightSeverity.Warning,
                    >= AnalyseHealth.Strong => InsightSeverity.Positive,
                    _ => InsightSeverity.Info,
                },
                level.Sentence,
                AnalyseHealth.Direction(signals.Health.SlopePerMonth),
                Action(level)
            );
        }

        // A score described as stable must not be described as declining on the next line.
        if (
            AnalyseHealth.Trajectory(signals.Health.SlopePerMonth) != ScoreTrajectory.Stable
            && HealthTrend.Rule.Evaluate(signals) is { } movement
        )
        {
            yield return new HealthInsight(
                "trend",
                "overall",
                movement.LogOdds > 0 ? InsightSeverity.Warning : InsightSeverity.Positive,
                movement.Sentence,
                movement.Trend,
                Action(movement)
            );
        }

        string? Action(Finding finding) => finding.Advice is { } advice ? write.Of(advice, category).Action : null;
    }
}
