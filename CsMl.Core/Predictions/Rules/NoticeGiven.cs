using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>
/// The account told us that it leaves. It is all but certain to leave within the window if its contract ends by then;
/// an unknown end counts as within the window.
/// </summary>
internal static class NoticeGiven
{
    public static readonly Rule Rule = new(
        nameof(NoticeGiven),
        WhenWorse: "notice given",
        WhenBetter: "the notice was withdrawn",
        Evaluate
    );

    /// <summary>Log-odds that outweigh all other rules together.</summary>
    private const double AllButCertain = 8;

    /// <summary>The account can leave earlier than its contract ends.</summary>
    private const double AfterWindow = 1;

    private static Finding? Evaluate(Signals s)
    {
        if (s.Lifecycle != Lifecycle.Notice)
        {
            return null;
        }

        var days = (s.ContractEnd?.UtcDateTime.Date - s.AsOf.UtcDateTime.Date)?.Days;
        return new Finding(
            Rule.Name,
            days > s.WindowDays ? AfterWindow : AllButCertain,
            "Notice",
            days is { } left ? $"{FormatCount.Of(left, "day")} to the end of the contract" : "given",
            "none",
            Trend.Worsening,
            s.Standing.Reason,
            AdviceTable.NoticeGiven,
            MustSurface: true
        );
    }
}
