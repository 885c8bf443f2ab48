namespace CsMl.Core.Crm.Platform;

internal sealed record PlatformMeta(int Total);
