namespace CsMl.Core.Accounts;

/// <param name="Probability">Chance of winning, 0–100.</param>
public sealed record Opportunity(
    string? Name,
    string? Stage,
    decimal? Amount,
    double? Probability,
    DateTimeOffset? ExpectedCloseDate,
    OpportunityStatus? Status
)
{
    /// <summary>Id in the CRM, by which an import replaces it.</summary>
    public string? Id { get; init; }
}
