namespace CsMl.Core.Accounts;

/// <summary>
/// What the facts say at one instant: counts, days and scores, with nothing judged yet. A pure function of both;
/// whatever is dated later than the instant had not happened and is not seen.
/// </summary>
public sealed record Signals
{
    /// <summary>How far back health history is looked at, in days.</summary>
    public const int HealthDays = 90;

    /// <summary>A deal without a status that was to close so long ago is one that nobody has closed.</summary>
    private const int ForgottenDealDays = 90;

    public required AccountFacts Facts { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The account's own present score, else the newest snapshot's; null: unknown.</summary>
    public double? HealthScore { get; init; }

    /// <summary>Days from the oldest snapshot, of any age, to now; 0: none.</summary>
    public int HealthHistoryDays { get; init; }

    /// <summary>Overall scores of the last <see cref="HealthDays"/> days.</summary>
    public required HealthSeries Health { get; init; }

    public required Engagement Engagement { get; init; }

    /// <summary>Tickets open now, oldest first.</summary>
    public required IReadOnlyList<Ticket> OpenTickets { get; init; }

    /// <summary>Open CTAs whose due day (UTC) is over.</summary>
    public int OverdueCtas { get; init; }

    public int OpenCtas { get; init; }

    public required IReadOnlyList<Opportunity> OpenOpportunities { get; init; }

    /// <summary>The account's renewal date, else its subscription's.</summary>
    public DateTimeOffset? RenewalDate { get; init; }

    /// <summary>Calendar days (UTC) to the renewal, 0 on the day itself, negative once it has passed.</summary>
    public int? DaysToRenewal { get; init; }

    /// <summary>Days since the contact with a senior person who was last in touch; null: no such contact is known.</summary>
    public int? DaysSinceExecutive { get; init; }

    /// <summary>True once the CRM itself says that the account has left: churned, archived or cancelled.</summary>
    public bool HasLeft { get; init; }

    public static Signals Of(AccountFacts facts, DateTimeOffset asOf)
    {
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

        var renewal = facts.RenewalDate ?? facts.Subscription?.RenewalDate;
        var (openCtas, overdueCtas) = CountOpen(facts.Ctas, asOf);
        return new Signals
        {
            Facts = facts,
            AsOf = asOf,
            HealthScore = facts.HealthScore ?? newest?.OverallScore,
            HealthHistoryDays = oldest is { } first ? (int)(asOf - first).TotalDays : 0,
            Health = HealthSeries.Of(facts.HealthHistory, static s => s.OverallScore, asOf.AddDays(-HealthDays), asOf),
            Engagement = Engagement.Of(facts, asOf),
            OpenTickets = OpenAt(facts.Tickets, asOf),
            OpenCtas = openCtas,
            OverdueCtas = overdueCtas,
            OpenOpportunities = OpenOnes(facts.Opportunities, asOf),
            RenewalDate = renewal,
            DaysToRenewal = renewal is { } date ? (date.UtcDateTime.Date - asOf.UtcDateTime.Date).Days : null,
            DaysSinceExecutive = SinceExecutive(facts.Contacts, asOf),
            HasLeft = HasLeftAccordingTo(facts),
        };
    }

    /// <summary>True where the CRM itself says that the account has left.</summary>
    public static bool HasLeftAccordingTo(AccountFacts facts) =>
        facts.Archived
        || facts.Type == AccountType.Churned
        || IsAny(facts.Subscription?.Status, "CANCELLED", "CANCELED", "CHURNED", "EXPIRED", "TERMINATED");

    private static IReadOnlyList<Ticket> OpenAt(IReadOnlyList<Ticket> tickets, DateTimeOffset asOf)
    {
        List<Ticket>? open = null;
        foreach (var ticket in tickets)
        {
            // A date settles it; a status only where there is none, because it tells of today and not of asOf.
            var closed = ticket.ClosedAt is { } at
                ? at <= asOf
                : IsAny(ticket.Status, "CLOSED", "RESOLVED", "SOLVED", "DONE", "COMPLETED", "CANCELLED");
            if (ticket.CreatedAt <= asOf && !closed)
            {
                (open ??= []).Add(ticket);
            }
        }

        open?.Sort(static (a, b) => a.CreatedAt.CompareTo(b.CreatedAt));
        return (IReadOnlyList<Ticket>?)open ?? [];
    }

    private static (int Open, int Overdue) CountOpen(IReadOnlyList<Cta> ctas, DateTimeOffset asOf)
    {
        var open = 0;
        var overdue = 0;
        foreach (var cta in ctas)
        {
            // Those this app made follow from its own predictions; counting them would make it believe itself.
            if (cta.IsOpen && !cta.IsAutomated && !(cta.CreatedAt > asOf))
            {
                open++;
                overdue += cta.DueDate?.UtcDateTime.Date < asOf.UtcDateTime.Date ? 1 : 0;
            }
        }

        return (open, overdue);
    }

    private static IReadOnlyList<Opportunity> OpenOnes(IReadOnlyList<Opportunity> opportunities, DateTimeOffset asOf)
    {
        List<Opportunity>? open = null;
        foreach (var opportunity in opportunities)
        {
            if (opportunity.Status is { } status ? status == OpportunityStatus.Open : SeemsOpen(opportunity, asOf))
            {
                (open ??= []).Add(opportunity);
            }
        }

        return (IReadOnlyList<Opportunity>?)open ?? [];
    }

    /// <summary>Where a deal has no status, its stage tells ("Closed Won"), or that it is long past its date.</summary>
    private static bool SeemsOpen(Opportunity opportunity, DateTimeOffset asOf) =>
        !(opportunity.ExpectedCloseDate < asOf.AddDays(-ForgottenDealDays))
        && !BeginsWithAny(opportunity.Stage, "closed", "won", "lost");

    private static int? SinceExecutive(IReadOnlyList<Contact> contacts, DateTimeOffset asOf)
    {
        DateTimeOffset? last = null;
        foreach (var contact in contacts)
        {
            if (contact.LastContactAt is { } at && at <= asOf && !(at <= last) && IsSenior(contact.Role))
            {
                last = at;
            }
        }

        return last is { } when ? (int)(asOf - when).TotalDays : null;
    }

    private static bool IsSenior(string? role) => role is not null && SeniorWords.Any(word => HasWord(role, word));

    /// <summary>As a word of its own: a coordinator is no COO, and a contractor no CTO.</summary>
    private static bool HasWord(string role, string word)
    {
        var at = -1;
        while ((at = role.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase)) >= 0)
        {
            var end = at + word.Length;
            if ((at == 0 || !char.IsLetter(role[at - 1])) && (end == role.Length || !char.IsLetter(role[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static readonly string[] SeniorWords =
    [
        "executive",
        "sponsor",
        "chief",
        "president",
        "ceo",
        "cfo",
        "cto",
        "coo",
        "cio",
        "vp",
        "svp",
        "evp",
        "director",
        "owner",
        "founder",
        "cofounder",
    ];

    private static bool BeginsWithAny(string? text, params ReadOnlySpan<string> words)
    {
        var start = text.AsSpan().TrimStart();
        foreach (var word in words)
        {
            if (start.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAny(string? word, params ReadOnlySpan<string> words)
    {
        foreach (var candidate in words)
        {
            if (candidate.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
