using CsMl.Core.Ctas;

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

/// <summary>Scores of one moment, each 0–100 or unknown.</summary>
public readonly record struct HealthSnapshot(
    DateTimeOffset Date,
    double? OverallScore,
    double? UsageScore,
    double? SupportScore,
    double? EngagementScore,
    double? SentimentScore
);

/// <summary>One contact with the account, such as MEETING, CALL or EMAIL.</summary>
/// <param name="Status">Absent counts as completed.</param>
public readonly record struct Activity(
    string? Id,
    string Type,
    DateTimeOffset Date,
    ActivityStatus? Status,
    Sentiment? Sentiment,
    string? Subject
);

/// <summary>One support case; open while neither closed by date nor by status.</summary>
public sealed record Ticket(
    string? Id,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ClosedAt,
    string? Status,
    string? Priority,
    string? Subject
);

/// <param name="Probability">Chance of winning, 0–100.</param>
public sealed record Opportunity(
    string? Name,
    string? Stage,
    decimal? Amount,
    double? Probability,
    DateTimeOffset? ExpectedCloseDate,
    OpportunityStatus? Status
);

public sealed record Contact(string? Name, string? Role, DateTimeOffset? LastContactAt);

/// <param name="Trailing365Revenue">What was really billed in the last 365 days.</param>
public sealed record Subscription(
    string? Plan,
    DateTimeOffset? StartDate,
    DateTimeOffset? RenewalDate,
    decimal? AnnualRevenue,
    decimal? Trailing365Revenue,
    string? Currency,
    string? Status
);
