using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>
/// Time since the last meeting, call or demo, beyond 45 days and beyond the account's own mean gap. If none is recorded at all, the rule has no finding, because the CRM may
/// not record them.
/// </summary>
internal static class NoMeetings
{
    public static readonly Rule Rule = new(
        nameof(NoMeetings),
        WhenWorse: "a longer time without meetings",
        WhenBetter: "fresh meetings",
        Evaluate
    )
    {
        Reach = new RuleReach(Most, Seen),
    };

    private const int Ordinary = 45;
    private const double PerMonthBeyond = 0.15;
    private const double Most = 0.45;
    private const double DaysPerMonth = 30;

    private static Finding? Evaluate(Signals s)
    {
        var e = s.Engagement;
        var usual = Math.Max(Ordinary, e.MeetingGap ?? 0);
        if (e.DaysSinceMeeting is not { } days || days <= usual || e.IsExcused)
        {
            return null;
        }

        return new Finding(
            Rule.Name,
            Math.Min(Most, PerMonthBeyond * (days - usual) / DaysPerMonth),
            "Meetings",
            FormatCount.Of(days, "day") + " since the last one",
            e.MeetingGap is null ? $"within {Ordinary} days" : $"every {FormatCount.Days(usual)}",
            // Without a rhythm of its own nothing is known to have changed.
            e.MeetingGap
                is null
                ? Trend.Stable
                : Trend.Worsening,
            $"No meeting, call or demo in {FormatCount.Of(days, "day")}{Until(e.MeetingGap)}",
            AdviceTable.NoMeetings
        );
    }

    private static string Until(double? gap) =>
        gap is { } days ? $"; before that {FormatCount.Every(days)} on average" : "";

    /// <inheritdoc cref="RuleReach.Seen"/>
    private static string Seen(double logOdds)
    {
        var beyond = RuleReach.AtLeast(logOdds / PerMonthBeyond * DaysPerMonth);
        return $"no meeting, call or demo for {FormatCount.Of(beyond, "day")} longer than usual, or than {Ordinary} days";
    }
}
