namespace CsMl.Core.Crm.Platform;

internal sealed record PlatformStage(string? Name);
