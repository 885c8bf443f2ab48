using CsMl.Core.Accounts;
using CsMl.Core.Json;

namespace CsMl.Core.Health;

/// <summary>
/// Analyses an account's health beyond its current score: trend and forecast, anomalies, and the scores and insights of
/// each dimension.
/// </summary>
internal static class AnalyseHealth
{
    /// <summary>Slope, in points per month, from which a score counts as moving.</summary>
    private const double Moves = 3;

    internal const double Strong = 75;
    internal const double Weak = 50;

    /// <summary>
    /// Damping of the trend: the forecast counts less of it the further ahead it looks. With 60 days of damping, 90
    /// days ahead count as 47 (damped trend of Gardner and McKenzie 1985, in continuous time).
    /// </summary>
    private const double DampingDays = 60;

    private const double DaysPerMonth = 30;

    /// <param name="overall">Insights about the overall score, listed first.</param>
    /// <param name="writeAction">Names people and dates in a suggested action.</param>
    public static HealthAnalysis Of(
        Signals signals,
        int windowDays,
        IEnumerable<HealthInsight> overall,
        Func<string, string> writeAction
    )
    {
        var dimensions = Dimension.All(signals);
        var anomalies = FindAnomalies.In(signals);
        var trajectory = Trajectory(signals.Health.SlopePerMonth);
        var predicted = Predicted(signals, windowDays);
        return new HealthAnalysis
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
            Insights = [.. overall, .. dimensions.Select(d => d.Insight(writeAction)).OfType<HealthInsight>()],
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
            return $"No health score is known for {PrintableText.Of(signals.Facts.Name)}.";
        }

        var direction = trajectory switch
        {
            ScoreTrajectory.Improving => "improving",
            ScoreTrajectory.Declining => "declining",
            _ => "stable",
        };
        var text = FormattableString.Invariant(
            $"{PrintableText.Of(signals.Facts.Name)} has a health score of {score:0.#}, {direction}; {predicted:0.#} is expected in {windowDays} days."
        );
        return anomalies.Count == 0 ? text : $"{text} {anomalies[0].Description}.";
    }
}
