using System.Text.Json.Serialization;

namespace CsMl.Core.Crm.Platform;

/// <summary>A list, or a page of one; paged lists have the number of all items in one of two places.</summary>
internal sealed record PlatformList<T>(
    [property: JsonRequired] IReadOnlyList<T> Data,
    PlatformMeta? Meta = null,
    int? Total = null
)
{
    /// <summary>When it was read, by the platform's clock where the platform tells it.</summary>
    [JsonIgnore]
    public DateTimeOffset ReadAt { get; init; }

    public int Count => Meta?.Total ?? Total ?? Data.Count;
}
