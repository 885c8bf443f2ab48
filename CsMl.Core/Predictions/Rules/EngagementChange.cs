using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>Compares the active days of the last 90 days with those of the 90 days before.</summary>
internal static class EngagementChange
{
    public static readonly Rule Rule = new(
        nameof(EngagementChange),
        WhenWorse: "less activity",
        WhenBetter: "more activity",
        Evaluate
    );

    /// <summary>Days added to both counts, so that one day compared with none does not give an extreme ratio.</summary>
    private const double Prior = 2;

    private const double Most = 1.0;

    /// <summary>One day more or less depends on where the 90 days begin.</summary>
    private const int LeastChange = 2;

    private static Finding? Evaluate(Signals s)
    {
        var e = s.Engagement;
        if (
            e.EarlierDaysActive is not { } earlier
            || Math.Abs(earlier - e.RecentDaysActive) < LeastChange
            || (e.IsExcused && e.RecentDaysActive < earlier)
        )
        {
            return null;
        }

        var logOdds = Math.Clamp(Math.Log((earlier + Prior) / (e.RecentDaysActive + Prior)), -Most, Most);
        return new Finding(
            Rule.Name,
            logOdds,
            "Active days",
            $"{e.RecentDaysActive} in 90 days",
            $"{earlier} in the 90 days before",
            logOdds > 0 ? Trend.Worsening : Trend.Improving,
            $"{(e.RecentDaysActive == 0 ? "No active day" : FormatCount.Of(e.RecentDaysActive, "active day"))} in the last 90 days, {earlier} in the 90 before",
            logOdds > 0 ? AdviceTable.LessEngagement : null
        );
    }
}
