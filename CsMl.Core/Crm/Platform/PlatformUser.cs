namespace CsMl.Core.Crm.Platform;

internal sealed record PlatformUser(string? Id);
