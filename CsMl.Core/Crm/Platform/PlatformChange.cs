namespace CsMl.Core.Crm.Platform;

/// <summary>A change of an item that was read.</summary>
internal sealed record PlatformChange(string Id, string? AccountId, DateTimeOffset At);
