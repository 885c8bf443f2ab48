using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>Open CTAs past their due date. CTAs made by this app do not count.</summary>
internal static class OverdueCtas
{
    public static readonly Rule Rule = new(
        nameof(OverdueCtas),
        WhenWorse: "more overdue CTAs",
        WhenBetter: "fewer overdue CTAs",
        Evaluate
    )
    {
        Reach = new RuleReach(Most, Seen),
    };

    private const double PerCta = 0.12;
    private const double Most = 0.4;

    private static Finding? Evaluate(Signals s) =>
        s.OverdueCtas == 0
            ? null
            : new Finding(
                Rule.Name,
                Math.Min(Most, PerCta * s.OverdueCtas),
                "Overdue CTAs",
                $"{s.OverdueCtas} of {s.OpenCtas} open",
                "none overdue",
                Trend.Worsening,
                $"{FormatCount.Of(s.OverdueCtas, "open CTA")} past {(s.OverdueCtas == 1 ? "its" : "their")} due date",
                AdviceTable.OverdueTasks
            );

    /// <inheritdoc cref="RuleReach.Seen"/>
    private static string Seen(double logOdds) => FormatCount.Of(RuleReach.AtLeast(logOdds / PerCta), "overdue CTA");
}
