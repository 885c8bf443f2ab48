namespace CsMl.Core.Accounts;

/// <summary>One support case. It is open unless its close date or its status closes it.</summary>
public sealed record Ticket(
    string? Id,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ClosedAt,
    string? Status,
    string? Priority,
    string? Subject
);
