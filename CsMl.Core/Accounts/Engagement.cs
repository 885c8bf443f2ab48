namespace CsMl.Core.Accounts;

/// <summary>
/// How the account has been in touch. Only what really happened counts: activities that are completed (or say
/// nothing of it) and not in the future. Scheduled, cancelled and missed ones are silence.
/// </summary>
public sealed record Engagement
{
    /// <summary>How far back the rhythm looks from the last contact, in days.</summary>
    private const int RhythmDays = 365;

    /// <summary>How many of the latest sentiments count.</summary>
    private const int LatestSentiments = 10;

    private const int RecentDays = 90;

    private static readonly Sentiment[] WorstFirst = [Sentiment.Negative, Sentiment.Neutral, Sentiment.Positive];

    public static readonly Engagement None = new();

    /// <summary>True where activities of any kind are recorded; false: the CRM does not tell, which is no evidence.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>Recorded ones that did not take place: planned, cancelled, missed.</summary>
    public int NotHeld { get; init; }

    public DateTimeOffset? LastAt { get; init; }

    /// <summary>Whole days since <see cref="LastAt"/>.</summary>
    public int? DaysSinceLast { get; init; }

    /// <summary>Days with a contact, in the 365 days up to the last one.</summary>
    public int ActiveDays { get; init; }

    /// <summary>Days of contact after the start of the time observed: the x of <see cref="Rhythm"/>.</summary>
    public int Contacts { get; init; }

    /// <summary>Days from the start of the time observed to the last contact: its t_x.</summary>
    public double LastDay { get; init; }

    /// <summary>Days from the start of the time observed to now: its T.</summary>
    public double ObservedDays { get; init; }

    /// <summary>Mean days between two active days; null with fewer than two gaps.</summary>
    public double? MeanGap { get; init; }

    /// <summary>Standard deviation of those gaps; null with fewer than two.</summary>
    public double? GapDeviation { get; init; }

    /// <summary>Active days in the last 90 days.</summary>
    public int RecentDaysActive { get; init; }

    /// <summary>Active days in the 90 days before those; null where the account was not observed that long.</summary>
    public int? EarlierDaysActive { get; init; }

    /// <summary>Whole days since the last meeting, call or demo; null: none is known.</summary>
    public int? DaysSinceMeeting { get; init; }

    /// <summary>Of the latest ten contacts with a sentiment, within 90 days of the last contact.</summary>
    public int Positive { get; init; }

    public int Neutral { get; init; }

    public int Negative { get; init; }

    public int Sentiments => Positive + Neutral + Negative;

    public static Engagement Of(AccountFacts facts, DateTimeOffset asOf)
    {
        if (facts.Activities.Count == 0)
        {
            return None;
        }

        var held = Held(facts.Activities, asOf, out var notHeld, out var meetingAt);
        if (held.Count == 0)
        {
            return Silent(facts, asOf, notHeld);
        }

        var last = held[^1].Date;
        var days = ActiveDaysOf(held, last.AddDays(-RhythmDays));
        var (mean, deviation) = Gaps(days);
        var (positive, neutral, negative) = Feelings(held, last.AddDays(-RecentDays));
        var start = Start(facts, days[0], last);
        var observed = (asOf - start).TotalDays;
        return new Engagement
        {
            IsRecorded = true,
            NotHeld = notHeld,
            LastAt = last,
            DaysSinceLast = (int)(asOf - last).TotalDays,
            ActiveDays = days.Count,
            // The day on which the time observed begins is where the rhythm starts, not a return.
            Contacts = days.Count - (days[0].Date == start.Date ? 1 : 0),
            LastDay = (last - start).TotalDays,
            ObservedDays = observed,
            MeanGap = mean,
            GapDeviation = deviation,
            RecentDaysActive = CountFrom(days, asOf.AddDays(-RecentDays)),
            EarlierDaysActive =
                observed >= 2 * RecentDays
                    ? CountFrom(days, asOf.AddDays(-2 * RecentDays)) - CountFrom(days, asOf.AddDays(-RecentDays))
                    : null,
            DaysSinceMeeting = meetingAt is { } at ? (int)(asOf - at).TotalDays : null,
            Positive = positive,
            Neutral = neutral,
            Negative = negative,
        };
    }

    /// <summary>Recorded but never held: silence since the account began, as far as that is known.</summary>
    private static Engagement Silent(AccountFacts facts, DateTimeOffset asOf, int notHeld)
    {
        if (notHeld == 0)
        {
            return None;
        }

        var start = facts.CreatedAt ?? facts.Activities.Min(a => a.Date);
        return new Engagement
        {
            IsRecorded = true,
            NotHeld = notHeld,
            ObservedDays = Math.Clamp((asOf - start).TotalDays, 0, RhythmDays),
        };
    }

    private static List<Activity> Held(
        IReadOnlyList<Activity> activities,
        DateTimeOffset asOf,
        out int notHeld,
        out DateTimeOffset? meetingAt
    )
    {
        var held = new List<Activity>(activities.Count);
        notHeld = 0;
        meetingAt = null;
        var sorted = true;
        foreach (var activity in activities)
        {
            if (activity.Date > asOf)
            {
                continue;
            }

            if (activity.Status is not (null or ActivityStatus.Completed))
            {
                notHeld++;
                continue;
            }

            sorted &= held.Count == 0 || held[^1].Date <= activity.Date;
            held.Add(activity);
            if (!(activity.Date <= meetingAt) && IsMeeting(activity.Type))
            {
                meetingAt = activity.Date;
            }
        }

        if (!sorted)
        {
            held.Sort(static (a, b) => a.Date.CompareTo(b.Date));
        }

        return held;
    }

    private static bool IsMeeting(string type) =>
        type.Equals("MEETING", StringComparison.OrdinalIgnoreCase)
        || type.Equals("CALL", StringComparison.OrdinalIgnoreCase)
        || type.Equals("DEMO", StringComparison.OrdinalIgnoreCase);

    /// <summary>The first contact of each calendar day (UTC) since <paramref name="from"/>, oldest first.</summary>
    private static List<DateTimeOffset> ActiveDaysOf(List<Activity> held, DateTimeOffset from)
    {
        var days = new List<DateTimeOffset>(held.Count);
        foreach (var activity in held)
        {
            if (activity.Date >= from && (days.Count == 0 || days[^1].Date != activity.Date.Date))
            {
                days.Add(activity.Date);
            }
        }

        return days;
    }

    /// <summary>
    /// Where the time observed begins: with the account, or with its first contact where that was earlier, but not
    /// more than a year before the last contact. Anchored at the last contact, not at today, so that mere waiting
    /// never drops a contact and a longer silence never looks better.
    /// </summary>
    private static DateTimeOffset Start(AccountFacts facts, DateTimeOffset first, DateTimeOffset last)
    {
        var start = facts.CreatedAt is { } created && created < first ? created : first;
        var earliest = last.AddDays(-RhythmDays);
        return start < earliest ? earliest : start;
    }

    private static (double? Mean, double? Deviation) Gaps(List<DateTimeOffset> days)
    {
        var n = days.Count - 1;
        if (n < 2)
        {
            return (null, null);
        }

        var mean = (days[^1] - days[0]).TotalDays / n;
        var squares = 0.0;
        for (var i = 1; i <= n; i++)
        {
            var off = (days[i] - days[i - 1]).TotalDays - mean;
            squares += off * off;
        }

        return (mean, Math.Sqrt(squares / (n - 1)));
    }

    private static int CountFrom(List<DateTimeOffset> days, DateTimeOffset from)
    {
        var count = 0;
        for (var i = days.Count - 1; i >= 0 && days[i] > from; i--)
        {
            count++;
        }

        return count;
    }

    private static (int Positive, int Neutral, int Negative) Feelings(List<Activity> held, DateTimeOffset from)
    {
        Span<int> counts = stackalloc int[3];
        Span<int> together = stackalloc int[3];
        var left = LatestSentiments;
        for (var i = held.Count - 1; i >= 0 && left > 0 && held[i].Date >= from; )
        {
            var at = held[i].Date;
            together.Clear();
            for (; i >= 0 && held[i].Date == at; i--)
            {
                if (held[i].Sentiment is { } sentiment)
                {
                    together[(int)sentiment]++;
                }
            }

            // Which contact of one instant came last nobody knows; the worst is taken first.
            foreach (var sentiment in WorstFirst)
            {
                var taken = Math.Min(left, together[(int)sentiment]);
                counts[(int)sentiment] += taken;
                left -= taken;
            }
        }

        return (counts[(int)Sentiment.Positive], counts[(int)Sentiment.Neutral], counts[(int)Sentiment.Negative]);
    }
}
