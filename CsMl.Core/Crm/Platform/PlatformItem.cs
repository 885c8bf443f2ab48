using System.Text.Json.Serialization;

namespace CsMl.Core.Crm.Platform;

/// <summary>
/// What a sync needs of an item to know which account to read. Nothing else of the lists is read, so that an item with a
/// malformed value fails its account and not the sync.
/// </summary>
internal sealed record PlatformItem(
    [property: JsonRequired] string Id,
    string? TenantId,
    string? AccountId,
    DateTimeOffset? UpdatedAt
) : IPlatformItem;
