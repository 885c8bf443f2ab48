namespace CsMl.Core.Accounts;

/// <param name="Trailing365Revenue">The amount billed in the last 365 days.</param>
public sealed record Subscription(
    string? Plan,
    DateTimeOffset? StartDate,
    DateTimeOffset? RenewalDate,
    decimal? AnnualRevenue,
    decimal? Trailing365Revenue,
    string? Currency,
    string? Status
);
