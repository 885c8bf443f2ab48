namespace CsMl.Core.Crm.Platform;

internal sealed record PlatformOpportunity(
    string? Id,
    string? Name,
    decimal? Amount,
    double? Probability,
    string? Status,
    DateTimeOffset? ExpectedCloseDate,
    PlatformStage? Stage
) : IPlatformItem;
