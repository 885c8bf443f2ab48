using System.Text.Json;

namespace CsMl.Core.Crm.Platform;

internal sealed record PlatformActivity(
    string? Id,
    string? Type,
    string? AccountId,
    string? Subject,
    DateTimeOffset? ScheduledAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? CompletedAt,
    string? Status,
    JsonElement Metadata,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? UpdatedAt
) : IPlatformChange;
