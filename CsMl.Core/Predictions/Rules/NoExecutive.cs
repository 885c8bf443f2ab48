using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>
/// Time since the last contact with a senior person. If no senior contact is known, the rule has no finding.
/// </summary>
internal static class NoExecutive
{
    public static readonly Rule Rule = new(
        nameof(NoExecutive),
        WhenWorse: "a longer time without executives",
        WhenBetter: "contact with executives",
        Evaluate
    )
    {
        Reach = new RuleReach(Most, Seen),
    };

    private const int Ordinary = 45;
    private const double AtOnce = 0.2;
    private const double PerMonthBeyond = 0.1;
    private const double Most = 0.5;
    private const double DaysPerMonth = 30;

    private static Finding? Evaluate(Signals s)
    {
        if (s.DaysSinceExecutive is not { } days || days < Ordinary)
        {
            return null;
        }

        return new Finding(
            Rule.Name,
            Math.Min(Most, AtOnce + PerMonthBeyond * (days - Ordinary) / DaysPerMonth),
            "Executive engagement",
            FormatCount.Of(days, "day") + " since the last contact",
            $"less than {Ordinary} days",
            Trend.Worsening,
            $"No executive engagement in {FormatCount.Of(days, "day")}",
            AdviceTable.NoExecutive
        );
    }

    /// <inheritdoc cref="RuleReach.Seen"/>
    private static string Seen(double logOdds)
    {
        var beyond = Math.Max(0, (logOdds - AtOnce) / PerMonthBeyond * DaysPerMonth);
        return $"no contact with an executive in {FormatCount.Of(RuleReach.AtLeast(Ordinary + beyond), "day")}";
    }
}
