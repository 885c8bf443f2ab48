using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>
/// Time since the last meeting, call or demo. If none is recorded at all, the rule has no finding, because the CRM may
/// not record them.
/// </summary>
internal static class NoMeetings
{
    public static readonly Rule Rule = new(
        nameof(NoMeetings),
        WhenWorse: "a longer time without meetings",
        WhenBetter: "fresh meetings",
        Evaluate
    );

    private const int Ordinary = 45;
    private const double PerMonthBeyond = 0.15;
    private const double Most = 0.45;
    private const double DaysPerMonth = 30;

    private static Finding? Evaluate(Signals s)
    {
        if (s.Engagement.DaysSinceMeeting is not { } days || days <= Ordinary)
        {
            return null;
        }

        return new Finding(
            Rule.Name,
            Math.Min(Most, PerMonthBeyond * (days - Ordinary) / DaysPerMonth),
            "Meetings",
            FormatCount.Of(days, "day") + " since the last one",
            $"{Ordinary} days",
            Trend.Worsening,
            $"No meeting, call or demo in {FormatCount.Of(days, "day")}",
            AdviceTable.NoMeetings
        );
    }
}
