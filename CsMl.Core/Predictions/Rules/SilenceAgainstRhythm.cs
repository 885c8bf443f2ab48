using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>
/// The main engagement rule: the chance that the account stays silent, given its own rhythm and not a fixed number of
/// days. Silence over 30 days is always named. A pause of the subscription, or a season that repeats, excuses it.
/// </summary>
internal static class SilenceAgainstRhythm
{
    public static readonly Rule Rule = new(
        nameof(SilenceAgainstRhythm),
        WhenWorse: "longer silence",
        WhenBetter: "fresh contact",
        Evaluate
    )
    {
        Reach = new RuleReach(Most, Seen),
    };

    /// <summary>The window of the chance of silence, in days.</summary>
    private const double Horizon = 90;

    /// <summary>A normal chance of silence, which gives no evidence.</summary>
    private const double Unremarkable = 0.40;

    /// <summary>Upper limit of the evidence, so that silence alone cannot decide the prediction.</summary>
    private const double Most = 3.5;

    /// <summary>
    /// Limit beyond which reassurance counts only a fifth. Contact shows that an account is still there, not that it is
    /// satisfied: an account that complains every week must not look safe.
    /// </summary>
    private const double FullReassurance = -0.9;

    private const double BeyondIt = 0.2;

    /// <summary>Silence of more than this many days is named unless it is as usual.</summary>
    private const int LongSilence = 30;

    /// <summary>Days since the last contact up to which silence is never blamed.</summary>
    private const double Fresh = 7;

    /// <summary>The same for an account that was in touch too seldom to have a usual gap.</summary>
    private const double FreshWithoutRhythm = 3;

    /// <summary>A silence of up to this many mean gaps is as usual.</summary>
    private const double UsualGaps = 1.15;

    private static readonly double NoNews = Logit.Of(Unremarkable);

    private static Finding? Evaluate(Signals s)
    {
        var e = s.Engagement;
        if (!e.IsRecorded)
        {
            return null;
        }

        var logOdds = LogOdds(e);
        var isUsual = e.IsExcused || (e.LastAt is not null && e.Silence <= Usual(e, LongSilence));
        var isOverdue = !isUsual && !(e.DaysSinceLast <= LongSilence);
        return new Finding(
            Rule.Name,
            logOdds,
            "Engagement",
            e.DaysSinceLast is { } days
                ? FormatCount.Of(days, "day") + " since the last activity"
                : "no completed activity",
            e.MeanGap is { } gap ? FormatCount.Every(gap) + " on average" : "within 30 days",
            logOdds > 0 || !isUsual ? Trend.Worsening : Trend.Stable,
            Sentence(e),
            logOdds > 0 || isOverdue ? AdviceTable.Silence : null,
            MustSurface: isOverdue,
            IsNamed: logOdds >= 0 || isUsual
        );
    }

    /// <summary>Days of silence that are as usual: at least a week, or those given if the usual gap is unknown.</summary>
    private static double Usual(Engagement e, double ifUnknown) =>
        Math.Max(Fresh, e.MeanGap is { } gap ? UsualGaps * gap : ifUnknown);

    private static double LogOdds(Engagement e)
    {
        var silent = e is { IsRegular: true, MeanGap: { } mean, GapDeviation: { } deviation }
            ? RegularGaps.Gone(e.Contacts, mean, deviation, e.Silence)
            : Rhythm.Prior.Silent(e.Contacts, e.LastDay, e.ObservedDays, Horizon);
        var logOdds = Weigh(Logit.Of(silent) - NoNews);
        return logOdds <= 0 ? logOdds
            : e.IsExcused ? 0
            : logOdds * Blame(e);
    }

    private static double Weigh(double logOdds) =>
        logOdds < FullReassurance ? FullReassurance + BeyondIt * (logOdds - FullReassurance) : Math.Min(Most, logOdds);

    /// <summary>
    /// The share of the evidence that counts: none for a fresh contact or a gap as usual, all from half as much again. Few
    /// contacts are then no reproach to an account that has just been in touch. Without a rhythm, contact is fresh for
    /// three days.
    /// </summary>
    private static double Blame(Engagement e)
    {
        if (e.IsRegular || e.LastAt is null)
        {
            return 1;
        }

        if (e.MeanGap is null)
        {
            return Math.Clamp(e.Silence - FreshWithoutRhythm, 0, 1);
        }

        var usual = Usual(e, Fresh);
        return Math.Clamp(2 * (e.Silence - usual) / usual, 0, 1);
    }

    private static string Sentence(Engagement e)
    {
        if (e.DaysSinceLast is not { } days)
        {
            return $"No completed activity on record; {FormatCount.Of(e.NotHeld, "activity", "activities")} planned, cancelled or missed";
        }

        var since =
            days == 0 ? "Last activity less than a day ago" : $"Last activity {FormatCount.Of(days, "day")} ago";
        return since
            + (e.MeanGap, e.Contacts) switch
            {
                _ when e.IsPaused => ", while the subscription is paused",
                _ when e.IsQuietSeason && days > LongSilence => "; the two years before were as quiet at this time",
                ({ } gap, _) when e.Silence <= Usual(e, Fresh) =>
                    $", as usual: one {FormatCount.Every(gap)} on average",
                ({ } gap, _) => $"; before that {FormatCount.Every(gap)} on average",
                (null, 0) => ", the only one on record",
                _ => ", the later of only two on record",
            };
    }

    /// <inheritdoc cref="RuleReach.Seen"/>
    private static string Seen(double logOdds) =>
        $"a silence after which, by the account's own rhythm, {Horizon:0} more days of it were {100 * Logit.Probability(logOdds + NoNews):0} % likely";
}
