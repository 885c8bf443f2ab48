namespace CsMl.Core.Accounts;

/// <summary>
/// How often and how recently the account was in contact. Only past activities that took place count: completed ones
/// and those without a status. Scheduled, cancelled and missed activities are not contacts.
/// </summary>
public sealed record Engagement
{
    /// <summary>The days before the last contact that the rhythm is computed from.</summary>
    private const int RhythmDays = 365;

    private const int RecentDays = 90;

    public static readonly Engagement None = new();

    /// <summary>True if any activity is recorded; false if the CRM has none, which is no evidence of silence.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>Recorded activities that did not take place: planned, cancelled or missed.</summary>
    public int NotHeld { get; init; }

    public DateTimeOffset? LastAt { get; init; }

    /// <summary>Whole days since <see cref="LastAt"/>.</summary>
    public int? DaysSinceLast { get; init; }

    /// <summary>Days with a contact, in the 365 days up to the last one.</summary>
    public int ActiveDays { get; init; }

    /// <summary>Days with a contact after the start of the observed time; x in <see cref="Rhythm"/>.</summary>
    public int Contacts { get; init; }

    /// <summary>Days from the start of the observed time to the last contact; t_x in <see cref="Rhythm"/>.</summary>
    public double LastDay { get; init; }

    /// <summary>Days from the start of the observed time to now; T in <see cref="Rhythm"/>.</summary>
    public double ObservedDays { get; init; }

    /// <summary>Mean days between two active days; null with fewer than two gaps.</summary>
    public double? MeanGap { get; init; }

    /// <summary>Standard deviation of the gaps between active days; null with fewer than two gaps.</summary>
    public double? GapDeviation { get; init; }

    /// <summary>Active days in the last 90 days.</summary>
    public int RecentDaysActive { get; init; }

    /// <summary>
    /// Active days in the 90 days before the last 90; null if the account was not observed for that long.
    /// </summary>
    public int? EarlierDaysActive { get; init; }

    /// <summary>Whole days since the last meeting, call or demo; null if none is known.</summary>
    public int? DaysSinceMeeting { get; init; }

    /// <summary>
    /// Number of positive sentiments among the latest ten contacts with a sentiment, within 90 days of the last
    /// contact.
    /// </summary>
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

        var held = HeldActivities.Of(facts.Activities, asOf, out var notHeld, out var meetingAt);
        if (held.Count == 0)
        {
            return Silent(facts, asOf, notHeld);
        }

        var last = held[^1].Date;
        var days = ContactDays.Of(held, last.AddDays(-RhythmDays));
        var (mean, deviation) = ContactDays.Gaps(days);
        var (positive, neutral, negative) = LatestSentiments.Count(held, last.AddDays(-RecentDays));
        var start = Start(facts, days[0], last);
        var observed = (asOf - start).TotalDays;
        return new Engagement
        {
            IsRecorded = true,
            NotHeld = notHeld,
            LastAt = last,
            DaysSinceLast = (int)(asOf - last).TotalDays,
            ActiveDays = days.Count,
            // A contact on the first observed day starts the rhythm; it is not a repeat contact.
            Contacts = days.Count - (days[0].Date == start.Date ? 1 : 0),
            LastDay = (last - start).TotalDays,
            ObservedDays = observed,
            MeanGap = mean,
            GapDeviation = deviation,
            RecentDaysActive = ContactDays.CountFrom(days, asOf.AddDays(-RecentDays)),
            EarlierDaysActive =
                observed >= 2 * RecentDays
                    ? ContactDays.CountFrom(days, asOf.AddDays(-2 * RecentDays))
                        - ContactDays.CountFrom(days, asOf.AddDays(-RecentDays))
                    : null,
            DaysSinceMeeting = meetingAt is { } at ? (int)(asOf - at).TotalDays : null,
            Positive = positive,
            Neutral = neutral,
            Negative = negative,
        };
    }

    /// <summary>
    /// For accounts without an activity that took place: silence since the account was created, or since its first
    /// activity if the creation date is unknown.
    /// </summary>
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

    /// <summary>
    /// The start of the observed time: the account's creation or its first contact, whichever is earlier, but at most a
    /// year before the last contact. The start depends on the last contact and not on today, so a longer silence never
    /// drops a contact and never looks better.
    /// </summary>
    private static DateTimeOffset Start(AccountFacts facts, DateTimeOffset first, DateTimeOffset last)
    {
        var start = facts.CreatedAt is { } created && created < first ? created : first;
        var earliest = last.AddDays(-RhythmDays);
        return start < earliest ? earliest : start;
    }
}
