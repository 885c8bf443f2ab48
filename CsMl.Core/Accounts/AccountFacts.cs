namespace CsMl.Core.Accounts;

/// <summary>
/// What the CRM knows of one account: the shape of the API, the import, the command line and the store alike.
/// Only the id and the name are required; a kind of data that is absent is no evidence either way.
/// </summary>
public sealed record AccountFacts
{
    public required string AccountId { get; init; }

    public required string Name { get; init; }

    /// <summary>PROSPECT, CUSTOMER, PARTNER, COMPETITOR, CHURNED or OTHER.</summary>
    public AccountType? Type { get; init; }

    public string? OwnerId { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Present health score, 0–100.</summary>
    public double? HealthScore { get; init; }

    /// <summary>A year's revenue, in the subscription's currency.</summary>
    public decimal? AnnualRevenue { get; init; }

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
