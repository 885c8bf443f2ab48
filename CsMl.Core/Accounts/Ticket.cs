namespace CsMl.Core.Accounts;

/// <summary>One support case; open while neither closed by date nor by status.</summary>
public sealed record Ticket(
    string? Id,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ClosedAt,
    string? Status,
    string? Priority,
    string? Subject
);
