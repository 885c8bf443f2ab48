namespace CsMl.Core.Accounts;

/// <summary>
/// Everything the CRM knows about one account, in one shape for the API, the import, the command line and the store.
/// Only the id and the name are required. A missing kind of data is never evidence for or against an event.
/// </summary>
public record AccountFacts
{
    public required string AccountId { get; init; }

    public required string Name { get; init; }

    /// <summary>PROSPECT, CUSTOMER, PARTNER, COMPETITOR, CHURNED or OTHER.</summary>
    public AccountType? Type { get; init; }

    public string? OwnerId { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Current health score, 0–100.</summary>
    public double? HealthScore { get; init; }

    /// <summary>Revenue per year, in <see cref="Currency"/>.</summary>
    public decimal? AnnualRevenue { get; init; }

    /// <summary>ISO 4217 code of the revenue's currency; null for that of the subscription, or if unknown.</summary>
    public string? Currency { get; init; }

    public DateTimeOffset? RenewalDate { get; init; }

    public bool Archived { get; init; }

    public IReadOnlyList<HealthSnapshot> HealthHistory { get; init; } = [];

    public IReadOnlyList<Activity> Activities { get; init; } = [];

    public IReadOnlyList<Ticket> Tickets { get; init; } = [];

    public IReadOnlyList<Cta> Ctas { get; init; } = [];

    public IReadOnlyList<Opportunity> Opportunities { get; init; } = [];

    public IReadOnlyList<Contact> Contacts { get; init; } = [];

    public Subscription? Subscription { get; init; }
}
