using CsMl.Core.Accounts.Vocabulary;

namespace CsMl.Core.Accounts;

/// <summary>
/// How often and how recently the account was in contact. Only past activities that took place count: completed ones
/// and those without a status. Scheduled, cancelled and missed activities are not contacts, nor are our own notes and
/// tasks.
/// </summary>
public sealed record Engagement
{
    /// <summary>The days before the last contact that the rhythm is computed from, if there are visits enough.</summary>
    private const int RhythmDays = 365;

    /// <summary>The rhythm goes back up to <see cref="HistoryDays"/> for the last visits of this number.</summary>
    private const int FewVisits = 6;

    private const int HistoryDays = 5 * 365;

    private const int RecentDays = 90;

    public static readonly Engagement None = new();

    /// <summary>True if any contact is recorded; false if the CRM has none, which is no evidence of silence.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>Recorded contacts that did not take place: planned, cancelled or missed.</summary>
    public int NotHeld { get; init; }

    public DateTimeOffset? LastAt { get; init; }

    /// <summary>Whole days since <see cref="LastAt"/>.</summary>
    public int? DaysSinceLast { get; init; }

    /// <summary>Visits after the first one of the observed time; x in <see cref="Rhythm"/>.</summary>
    public int Contacts { get; init; }

    /// <summary>Days from the start of the observed time to the last contact; t_x in <see cref="Rhythm"/>.</summary>
    public double LastDay { get; init; }

    /// <summary>Days from the start of the observed time to now; T in <see cref="Rhythm"/>.</summary>
    public double ObservedDays { get; init; }

    /// <summary>Days since the last contact, with their fraction.</summary>
    public double Silence => ObservedDays - LastDay;

    /// <summary>Mean days between two visits; null with fewer than two gaps.</summary>
    public double? MeanGap { get; init; }

    /// <summary>Standard deviation of the gaps between visits; null with fewer than two gaps.</summary>
    public double? GapDeviation { get; init; }

    /// <summary>True with three gaps or more that differ little.</summary>
    public bool IsRegular => RegularGaps.Are(Contacts, MeanGap, GapDeviation);

    /// <summary>True if the silence had its like at the same time of both years before.</summary>
    public bool IsQuietSeason { get; init; }

    /// <summary>True if the subscription is paused.</summary>
    public bool IsPaused { get; init; }

    /// <summary>True if there is a reason for the silence, which is then no evidence of trouble.</summary>
    public bool IsExcused => IsQuietSeason || IsPaused;

    /// <summary>Active days in the last 90 days.</summary>
    public int RecentDaysActive { get; init; }

    /// <summary>
    /// Active days in the 90 days before the last 90; null if the account was not observed for that long.
    /// </summary>
    public int? EarlierDaysActive { get; init; }

    /// <summary>Whole days since the last meeting, call or demo; null if none is known.</summary>
    public int? DaysSinceMeeting { get; init; }

    /// <summary>Mean days between two meetings, calls or demos; null with fewer than two gaps.</summary>
    public double? MeetingGap { get; init; }

    /// <summary>
    /// Number of positive sentiments among the latest ten activities with a sentiment, within 90 days of the last
    /// activity.
    /// </summary>
    public int Positive { get; init; }

    public int Neutral { get; init; }

    public int Negative { get; init; }

    public int Sentiments => Positive + Neutral + Negative;

    public static Engagement Of(AccountFacts facts, DateTimeOffset asOf)
    {
        var held = HeldActivities.Of(facts.Activities, asOf);
        var contacts = held.Contacts;
        var (positive, neutral, negative) = LatestSentiments.Count(held.All);
        return (contacts.Count > 0 ? InTouch(facts, contacts, held, asOf) : Silent(facts, asOf, held.NotHeld)) with
        {
            NotHeld = held.NotHeld,
            IsPaused = SubscriptionWords.IsPaused(facts.Subscription?.Status),
            Positive = positive,
            Neutral = neutral,
            Negative = negative,
        };
    }

    private static Engagement InTouch(
        AccountFacts facts,
        List<Activity> contacts,
        HeldActivities held,
        DateTimeOffset asOf
    )
    {
        var last = contacts[^1].Date;
        var history = Visits.Of(contacts, last.AddDays(-HistoryDays));
        var visits = history[FirstOfRhythm(history)..];
        var (mean, deviation) = Visits.Gaps(visits);
        var meetings = Visits.Of(held.Meetings, last.AddDays(-HistoryDays));
        // The observed time begins with a visit and ends today. Its beginning depends on the last contact and not on
        // today, so a longer silence never drops a contact and never looks better.
        var observed = (asOf - visits[0]).TotalDays;
        return new Engagement
        {
            IsRecorded = true,
            LastAt = last,
            DaysSinceLast = (int)(asOf - last).TotalDays,
            Contacts = visits.Count - 1,
            LastDay = (last - visits[0]).TotalDays,
            ObservedDays = observed,
            MeanGap = mean,
            GapDeviation = deviation,
            IsQuietSeason = QuietSeason.Includes(history, asOf),
            RecentDaysActive = CountActiveDays.Between(facts, asOf.AddDays(-RecentDays), asOf),
            EarlierDaysActive =
                observed >= 2 * RecentDays
                    ? CountActiveDays.Between(facts, asOf.AddDays(-2 * RecentDays), asOf.AddDays(-RecentDays))
                    : null,
            DaysSinceMeeting = meetings.Count > 0 ? (int)(asOf - meetings[^1]).TotalDays : null,
            MeetingGap = Visits.Gaps(meetings).Mean,
        };
    }

    /// <summary>The visits of a year, or further back if they are few.</summary>
    private static int FirstOfRhythm(List<DateTimeOffset> history)
    {
        var from = history[^1].AddDays(-RhythmDays);
        return Math.Min(history.FindIndex(visit => visit >= from), Math.Max(0, history.Count - FewVisits));
    }

    /// <summary>
    /// For accounts without a contact that took place: silence since the account was created, or since its first
    /// activity if the creation date is unknown.
    /// </summary>
    private static Engagement Silent(AccountFacts facts, DateTimeOffset asOf, int notHeld)
    {
        if (notHeld == 0)
        {
            return None;
        }

        var start = facts.CreatedAt ?? facts.Activities.Min(a => a.Date);
        return new Engagement { IsRecorded = true, ObservedDays = Math.Clamp((asOf - start).TotalDays, 0, RhythmDays) };
    }
}
