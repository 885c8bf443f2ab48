namespace CsMl.Core.Crm.Platform;

/// <summary>The platform's API does not fix the fields of a contact; these are the names that CRMs use.</summary>
internal sealed record PlatformContact(
    string? Id,
    string? Name,
    string? FirstName,
    string? LastName,
    string? Role,
    string? Title,
    string? JobTitle,
    DateTimeOffset? LastContactAt,
    DateTimeOffset? LastContactedAt
);
