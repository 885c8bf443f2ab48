namespace CsMl.Core.Accounts;

/// <param name="Probability">Chance of winning, 0–100.</param>
public sealed record Opportunity(
    string? Name,
    string? Stage,
    decimal? Amount,
    double? Probability,
    DateTimeOffset? ExpectedCloseDate,
    OpportunityStatus? Status
);
