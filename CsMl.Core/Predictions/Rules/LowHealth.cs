using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>
/// The current health score: each point below 60 adds a little risk and each point above it removes a little. Each
/// point below 30 counts in full.
/// </summary>
/// <remarks>
/// The weights of the health rules are low on purpose. A health score is mostly computed from the same usage and
/// contacts that the rhythm rule already uses, and evidence must not count twice.
/// </remarks>
internal static class LowHealth
{
    public static readonly Rule Rule = new(
        nameof(LowHealth),
        WhenWorse: "a worse health score",
        WhenBetter: "a better health score",
        Evaluate
    )
    {
        Reach = new RuleReach(PerPoint * Ordinary + PerAlarmingPoint * Alarming, Seen),
    };

    private const double Ordinary = 60;
    private const double PerPoint = 0.005;
    private const double PerAlarmingPoint = 0.015;

    /// <summary>A score below this is always named.</summary>
    private const double Alarming = 30;

    private const double Good = 70;

    private static Finding? Evaluate(Signals s)
    {
        if (s.HealthScore is not { } score)
        {
            return null;
        }

        // The wording follows the rounded score, so that a displayed 60 is never called below 60.
        var shown = Math.Round(score, 1);
        var words =
            shown < Alarming ? $"below {Alarming:0}, the level of alarm"
            : shown < Ordinary ? $"below the ordinary {Ordinary:0}"
            : shown < Good ? "in the ordinary range"
            : "in the healthy range";
        return new Finding(
            Rule.Name,
            PerPoint * (Ordinary - score) + PerAlarmingPoint * Math.Max(0, Alarming - score),
            "Health score",
            FormatCount.Score(score),
            $"{Ordinary:0} or more",
            s.Health.SlopePerMonth switch
            {
                <= -1 => Trend.Worsening,
                >= 1 => Trend.Improving,
                _ => Trend.Stable,
            },
            $"Health score is {FormatCount.Score(score)}, {words}",
            score < Ordinary ? AdviceTable.LowHealth : null,
            MustSurface: score < Alarming
        );
    }

    /// <inheritdoc cref="RuleReach.Seen"/>
    private static string Seen(double logOdds)
    {
        var score = Ordinary - logOdds / PerPoint;
        if (score < Alarming)
        {
            score = (PerPoint * Ordinary + PerAlarmingPoint * Alarming - logOdds) / (PerPoint + PerAlarmingPoint);
        }

        var most = RuleReach.AtMost(score);
        return most > 0 ? $"a health score of {most} or less" : "a health score of 0";
    }
}
