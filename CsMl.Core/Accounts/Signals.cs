using CsMl.Core.Accounts.Vocabulary;

namespace CsMl.Core.Accounts;

/// <summary>
/// Counts, days and scores computed from an account's facts at one instant, before any rule is applied. A pure function
/// of facts and instant; facts dated after the instant are ignored.
/// </summary>
public sealed record Signals
{
    /// <summary>Length, in days, of the health history that counts.</summary>
    public const int HealthDays = 90;

    public required AccountFacts Facts { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The account's current score, or else the score of the newest snapshot; null if unknown.</summary>
    public double? HealthScore { get; init; }

    /// <summary>Days from the oldest snapshot of any age to now; 0 if there is none.</summary>
    public int HealthHistoryDays { get; init; }

    /// <summary>Overall scores of the last <see cref="HealthDays"/> days.</summary>
    public required HealthSeries Health { get; init; }

    public required Engagement Engagement { get; init; }

    /// <summary>Tickets open now, oldest first.</summary>
    public required IReadOnlyList<Ticket> OpenTickets { get; init; }

    /// <summary>Open CTAs whose due day (UTC) has passed.</summary>
    public int OverdueCtas { get; init; }

    public int OpenCtas { get; init; }

    public required IReadOnlyList<Opportunity> OpenOpportunities { get; init; }

    /// <inheritdoc cref="RenewalDates.Next"/>
    public DateTimeOffset? RenewalDate { get; init; }

    /// <summary>Calendar days (UTC) to the renewal, 0 on the day itself, negative once it has passed.</summary>
    public int? DaysToRenewal { get; init; }

    /// <summary>Days since the last contact with a senior person; null if none is known.</summary>
    public int? DaysSinceExecutive { get; init; }

    /// <summary>The lifecycle with its reason and dates.</summary>
    public required AccountLifecycle Standing { get; init; }

    public Lifecycle Lifecycle => Standing.State;

    /// <summary>The end of the contract; null if it has none or it is unknown.</summary>
    public DateTimeOffset? ContractEnd => Standing.EndsAt;

    /// <summary>When the account's term ends: under notice its contract's end, if known, else the next renewal.</summary>
    public DateTimeOffset? TermEnd => (Lifecycle == Lifecycle.Notice ? ContractEnd : null) ?? RenewalDate;

    public bool HasLeft => Lifecycle == Lifecycle.Left;

    /// <summary>Length, in days, of the window that the rules are evaluated for.</summary>
    public int WindowDays { get; init; } = 90;

    /// <param name="retention">What callers recorded of the account's departure and renewal; null for nothing.</param>
    public static Signals Of(AccountFacts facts, DateTimeOffset asOf, RetentionOutcomes? retention = null)
    {
        retention ??= RetentionOutcomes.None;
        DateTimeOffset? oldest = null;
        HealthSnapshot? newest = null;
        foreach (var snapshot in facts.HealthHistory)
        {
            if (snapshot.Date <= asOf && snapshot.OverallScore is not null)
            {
                oldest = oldest is null || snapshot.Date < oldest ? snapshot.Date : oldest;
                newest = newest is null || snapshot.Date >= newest.Value.Date ? snapshot : newest;
            }
        }

        var renewal = RenewalDates.Next(facts, retention, asOf);
        var (openCtas, overdueCtas) = OpenItems.Count(facts.Ctas, asOf);
        return new Signals
        {
            Facts = facts,
            AsOf = asOf,
            HealthScore = facts.HealthScore ?? newest?.OverallScore,
            HealthHistoryDays = oldest is { } first ? (int)(asOf - first).TotalDays : 0,
            Health = HealthSeries.Of(facts.HealthHistory, static s => s.OverallScore, asOf.AddDays(-HealthDays), asOf),
            Engagement = Engagement.Of(facts, asOf),
            OpenTickets = OpenItems.Of(facts.Tickets, asOf),
            OpenCtas = openCtas,
            OverdueCtas = overdueCtas,
            OpenOpportunities = OpenItems.Of(facts.Opportunities, asOf),
            RenewalDate = renewal,
            DaysToRenewal = renewal is { } date ? (date.UtcDateTime.Date - asOf.UtcDateTime.Date).Days : null,
            DaysSinceExecutive = SinceExecutive(facts.Contacts, asOf),
            Standing = DeriveLifecycle.Of(facts, retention, asOf),
        };
    }

    private static int? SinceExecutive(IReadOnlyList<Contact> contacts, DateTimeOffset asOf)
    {
        DateTimeOffset? last = null;
        foreach (var contact in contacts)
        {
            if (contact.LastContactAt is { } at && at <= asOf && !(at <= last) && ContactRoles.IsSenior(contact.Role))
            {
                last = at;
            }
        }

        return last is { } when ? (int)(asOf - when).TotalDays : null;
    }
}
