using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>
/// The direction of the health score over the last 90 days, from its Theil–Sen slope. If the first and the last score
/// point in the other direction, the rule has no finding.
/// </summary>
internal static class HealthTrend
{
    public static readonly Rule Rule = new(
        nameof(HealthTrend),
        WhenWorse: "a worse health trend",
        WhenBetter: "a better health trend",
        Evaluate
    )
    {
        Reach = new RuleReach(Most, Seen),
    };

    private const double PerPointAMonth = 0.005;
    private const double Most = 0.3;
    private const double DaysPerMonth = 30;

    /// <summary>Slope, in points per month, below which a series counts as stable.</summary>
    private const double Level = 1;

    /// <summary>Days below which a sentence states the change itself, because a rate a month would be misleading.</summary>
    private const double Short = 28;

    private static Finding? Evaluate(Signals s)
    {
        var slope = s.Health.SlopePerMonth;
        if (Math.Abs(slope) < Level || (s.Health.Newest - s.Health.Score(0)) * slope < 0)
        {
            return null;
        }

        var days = FormatCount.Days(Math.Round(s.Health.SpanDays));
        var falls = slope < 0;
        var perMonth = Math.Abs(s.Health.PointsPerMonth);
        var (first, last) = (s.Health.Score(0), s.Health.Newest);
        var ends = $" ({FormatCount.Score(first)} to {FormatCount.Score(last)})";
        var (value, sentence) =
            s.Health.SpanDays < Short
                ? (
                    $"{FormatCount.Points(Math.Abs(last - first))} in {days}",
                    $"Health score {(falls ? "fell" : "rose")} by {FormatCount.Points(Math.Abs(last - first))} in {days}{ends}"
                )
                : (
                    $"{FormatCount.Score(perMonth)} points a month",
                    $"Health score {(falls ? "declining" : "improving")} over {days}, by about {FormatCount.Points(perMonth)} a month{(Agrees(s.Health) ? ends : "")}"
                );
        return new Finding(
            Rule.Name,
            Math.Clamp(-PerPointAMonth * slope, -Most, Most),
            "Health trend",
            $"{(falls ? '-' : '+')}{value}",
            "steady",
            falls ? Trend.Worsening : Trend.Improving,
            sentence,
            falls ? AdviceTable.FallingHealth : null
        );
    }

    /// <summary>
    /// True if the change from the first to the last score is about what the median slope gives. Otherwise the sentence
    /// states only the slope.
    /// </summary>
    private static bool Agrees(HealthSeries health)
    {
        var bySlope = health.PointsPerMonth * health.SpanDays / DaysPerMonth;
        return ((health.Newest - health.Score(0)) / bySlope) is >= 0.5 and <= 2;
    }

    /// <inheritdoc cref="RuleReach.Seen"/>
    private static string Seen(double logOdds) =>
        $"a health score that falls by {FormatCount.Points(RuleReach.AtLeast(Math.Max(Level, logOdds / PerPointAMonth)))} a month";
}
