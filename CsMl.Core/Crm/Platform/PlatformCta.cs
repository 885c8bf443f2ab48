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
    /// <summary>True if the app created it, so that it is no fact of the CRM.</summary>
    [JsonIgnore]
    public bool IsOfThisApp =>
        PlatformCtaMark.Find(Reason) is not null || PlatformCtaMark.Find(Description) is not null;
}
