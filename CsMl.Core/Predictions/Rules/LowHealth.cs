using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>
/// The present health score: each point below 60 counts a little and each above it reassures a little; below 30
/// each counts in full.
/// </summary>
/// <remarks>
/// The weights of the health rules are small on purpose. A health score is mostly made of the same usage and
/// contacts that the rhythm rule already weighs, and evidence must not be counted twice.
/// </remarks>
internal static class LowHealth
{
    public static readonly Rule Rule = new(
        nameof(LowHealth),
        WhenWorse: "a worse health score",
        WhenBetter: "a better health score",
        Evaluate
    );

    private const double Ordinary = 60;
    private const double PerPoint = 0.005;
    private const double PerAlarmingPoint = 0.015;

    /// <summary>Below this the score is always named.</summary>
    private const double Alarming = 30;

    private const double Good = 70;

    private static readonly Advice Review = new(
        "Hold a health review with the account and agree on a recovery plan",
        "Finds what holds the score down and who will mend it",
        Degree.Medium
    );

    private static Finding? Evaluate(Signals s)
    {
        if (s.HealthScore is not { } score)
        {
            return null;
        }

        // The rounded score decides the words, so that no "60" is called below 60.
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
            "60",
            s.Health.SlopePerMonth switch
            {
                <= -1 => Trend.Worsening,
                >= 1 => Trend.Improving,
                _ => Trend.Stable,
            },
            $"Health score is {FormatCount.Score(score)}, {words}",
            score < Ordinary ? Review : null,
            MustSurface: score < Alarming
        );
    }
}
