using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsMl.Core.Crm.Platform;

/// <param name="Contacts">Given for a single account, not in the list.</param>
internal sealed record PlatformAccount(
    [property: JsonRequired] string Id,
    string? TenantId,
    [property: JsonRequired] string Name,
    string? Type,
    decimal? AnnualRevenue,
    double? HealthScore,
    string? OwnerId,
    bool? Archived,
    DateTimeOffset? CreatedAt,
    JsonElement CustomFields,
    IReadOnlyList<PlatformContact>? Contacts
);
