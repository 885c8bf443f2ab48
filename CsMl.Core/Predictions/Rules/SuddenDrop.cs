using CsMl.Core.Accounts;
using CsMl.Core.Health;

namespace CsMl.Core.Predictions.Rules;

/// <summary>A single steep fall of the health score that has not recovered.</summary>
internal static class SuddenDrop
{
    public static readonly Rule Rule = new(
        nameof(SuddenDrop),
        WhenWorse: "a sudden drop in health",
        WhenBetter: "a sudden drop in health that fades",
        Evaluate
    )
    {
        Reach = new RuleReach(High, Seen),
    };

    private const double Medium = 0.04;
    private const double High = 0.12;

    private static Finding? Evaluate(Signals s)
    {
        if (HealthDrops.SteepestOpen(s.Health) is not { } drop)
        {
            return null;
        }

        return new Finding(
            Rule.Name,
            drop.IsHigh ? High : Medium,
            "Sudden health drop",
            $"{FormatCount.Score(drop.Points)} points",
            $"at most {HealthDrops.Remarkable:0} points",
            Trend.Worsening,
            $"Health score fell {FormatCount.Score(drop.Points)} points at once, from {FormatCount.Score(drop.From)} to {FormatCount.Score(drop.To)} on {FormatDate.Of(drop.At)}",
            AdviceTable.HealthDrop
        );
    }

    /// <inheritdoc cref="RuleReach.Seen"/>
    private static string Seen(double logOdds) =>
        $"a health score that falls by more than {(logOdds > Medium ? HealthDrops.Grave : HealthDrops.Remarkable):0} points at once";
}
