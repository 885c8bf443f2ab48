using CsMl.Core.Accounts;
using CsMl.Core.Health;

namespace CsMl.Core.Predictions.Rules;

/// <summary>Three or more consecutive falls of the health score that have not recovered.</summary>
internal static class SustainedDecline
{
    public static readonly Rule Rule = new(
        nameof(SustainedDecline),
        WhenWorse: "a sustained decline in health",
        WhenBetter: "an end to the decline in health",
        Evaluate
    )
    {
        Reach = new RuleReach(Most, Seen),
    };

    private const double ForThree = 0.2;
    private const double PerFurtherFall = 0.08;
    private const double Most = 0.5;

    /// <summary>Less than this, in points, is no decline.</summary>
    private const double LeastPoints = 2;

    private static Finding? Evaluate(Signals s)
    {
        if (HealthDrops.Decline(s.Health) is not { } run || run.From - run.To < LeastPoints)
        {
            return null;
        }

        return new Finding(
            Rule.Name,
            Math.Min(Most, ForThree + PerFurtherFall * (run.Falls - HealthDrops.LongRun)),
            "Sustained decline",
            $"{run.Falls} falls in a row",
            $"fewer than {HealthDrops.LongRun} falls",
            Trend.Worsening,
            $"Health score fell {run.Falls} times in a row, from {FormatCount.Score(run.From)} to {FormatCount.Score(run.To)}, and has not recovered",
            AdviceTable.HealthDecline
        );
    }

    /// <inheritdoc cref="RuleReach.Seen"/>
    private static string Seen(double logOdds) =>
        $"{HealthDrops.LongRun + Math.Max(0, RuleReach.AtLeast((logOdds - ForThree) / PerFurtherFall))} falls of the health score in a row";
}
