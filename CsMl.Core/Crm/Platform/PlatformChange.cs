namespace CsMl.Core.Crm.Platform;

/// <summary>A change of an item that was read.</summary>
/// <param name="AccountId">The account that it belongs to, or that it is; null if none.</param>
internal sealed record PlatformChange(string Id, string? AccountId, DateTimeOffset At);
