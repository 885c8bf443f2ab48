using System.Text.Json.Serialization;

namespace CsMl.Core.Crm.Platform;

internal sealed record PlatformCta(
    [property: JsonRequired] string Id,
    string? AccountId,
    string? Type,
    string? Priority,
    string? Status,
    string? Title,
    string? Description,
    string? Reason,
    DateTimeOffset? DueDate,
    DateTimeOffset? SnoozeUntil,
    string? Outcome,
    DateTimeOffset? CompletedAt,
    DateTimeOffset? CreatedAt,
    PlatformUser? Owner
) : IPlatformItem
{
    /// <summary>The app's id of a CTA that the app created; null for any other.</summary>
    [JsonIgnore]
    public string? OwnId => PlatformCtaMark.Find(Description) ?? PlatformCtaMark.Find(Reason);
}
