using System.Text.Json;

namespace CsMl.Core.Crm.Platform;

internal sealed record PlatformActivity(
    string? Id,
    string? Type,
    string? Subject,
    DateTimeOffset? ScheduledAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? CompletedAt,
    string? Status,
    JsonElement Metadata,
    DateTimeOffset? CreatedAt
) : IPlatformItem;
