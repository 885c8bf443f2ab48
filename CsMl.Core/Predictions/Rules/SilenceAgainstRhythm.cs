using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>
/// The main engagement rule: how likely the account is to stay silent, judged by its own rhythm and not by a fixed
/// number of days. Silence over 30 days is always named.
/// </summary>
internal static class SilenceAgainstRhythm
{
    public static readonly Rule Rule = new(
        nameof(SilenceAgainstRhythm),
        WhenWorse: "longer silence",
        WhenBetter: "fresh contact",
        Evaluate
    );

    /// <summary>The horizon the chance of silence is taken over, in days.</summary>
    private const double Horizon = 90;

    /// <summary>An ordinary chance of silence: evidence is measured from here.</summary>
    private const double Unremarkable = 0.30;

    /// <summary>The rhythm model is not exact, so its odds count a little less than in full.</summary>
    private const double Belief = 0.9;

    /// <summary>Silence alone must not decide the prediction.</summary>
    private const double Most = 3.5;

    /// <summary>
    /// Contact shows that an account is still there, not that it is content: one that complains every week must not look
    /// safe. Reassurance beyond this counts a fifth.
    /// </summary>
    private const double FullReassurance = -1.2;

    private const double BeyondIt = 0.2;

    /// <summary>Silence beyond this many days is named whatever the rhythm.</summary>
    private const int LongSilence = 30;

    private static readonly double NoNews = Logit.Of(Unremarkable);

    private static readonly Advice Reconnect = new(
        "Call the main contact and agree on a date for the next conversation",
        "Shows whether the account is still in use, and what it needs",
        Degree.Low
    );

    private static Finding? Evaluate(Signals s)
    {
        var e = s.Engagement;
        if (!e.IsRecorded)
        {
            return null;
        }

        var silent = Rhythm.Prior.Silent(e.Contacts, e.LastDay, e.ObservedDays, Horizon);
        var logOdds = Weigh(Belief * (Logit.Of(silent) - NoNews));
        var isLong = !(e.DaysSinceLast <= LongSilence);
        // Within its usual gap the evidence is how rarely the account is in touch, not the silence.
        var isRare = logOdds > 0 && !isLong && e.DaysSinceLast <= e.MeanGap;
        return new Finding(
            Rule.Name,
            logOdds,
            "Engagement",
            e.DaysSinceLast is { } days
                ? FormatCount.Of(days, "day") + " since the last activity"
                : "no completed activity",
            e.MeanGap is { } gap ? $"every {FormatCount.Days(gap)} on average" : "30 days",
            logOdds > 0 && !isRare ? Trend.Worsening : Trend.Stable,
            Sentence(e, isRare),
            logOdds > 0 || isLong ? Reconnect : null,
            MustSurface: isLong
        );
    }

    private static double Weigh(double logOdds) =>
        logOdds < FullReassurance ? FullReassurance + BeyondIt * (logOdds - FullReassurance) : Math.Min(Most, logOdds);

    private static string Sentence(Engagement e, bool isRare)
    {
        if (e.DaysSinceLast is not { } days)
        {
            return $"No completed activity on record; {FormatCount.Of(e.NotHeld, "activity", "activities")} planned, cancelled or missed";
        }

        var since =
            days == 0 ? "Last activity less than a day ago" : $"Last activity {FormatCount.Of(days, "day")} ago";
        return (e.MeanGap, e.ActiveDays) switch
        {
            ({ } gap, _) when isRare =>
                $"Rarely in touch: one activity every {FormatCount.Days(gap)} on average, the last {(days == 0 ? "less than a day" : FormatCount.Of(days, "day"))} ago",
            ({ } gap, _) => $"{since}; until then one every {FormatCount.Days(gap)} on average",
            (null, 1) => $"{since}, on the only active day of the year before it",
            (null, var n) => $"{since}, the last of {n} active days",
        };
    }
}
