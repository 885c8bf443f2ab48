using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>
/// The main engagement rule: the chance that the account stays silent, given its own rhythm and not a fixed number of
/// days. Silence over 30 days is always named.
/// </summary>
internal static class SilenceAgainstRhythm
{
    public static readonly Rule Rule = new(
        nameof(SilenceAgainstRhythm),
        WhenWorse: "longer silence",
        WhenBetter: "fresh contact",
        Evaluate
    );

    /// <summary>The window of the chance of silence, in days.</summary>
    private const double Horizon = 90;

    /// <summary>A normal chance of silence, which gives no evidence.</summary>
    private const double Unremarkable = 0.30;

    /// <summary>Weight of the rhythm model's log-odds, slightly below 1 because the model is not exact.</summary>
    private const double Belief = 0.9;

    /// <summary>Upper limit of the evidence, so that silence alone cannot decide the prediction.</summary>
    private const double Most = 3.5;

    /// <summary>
    /// Limit beyond which reassurance counts only a fifth. Contact shows that an account is still there, not that it is
    /// satisfied: an account that complains every week must not look safe.
    /// </summary>
    private const double FullReassurance = -1.2;

    private const double BeyondIt = 0.2;

    /// <summary>Silence of more than this many days is named whatever the rhythm is.</summary>
    private const int LongSilence = 30;

    private static readonly double NoNews = Logit.Of(Unremarkable);

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
        // Within the usual gap the evidence comes from the low contact rate and not from the silence.
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
            logOdds > 0 || isLong ? AdviceTable.Silence : null,
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
