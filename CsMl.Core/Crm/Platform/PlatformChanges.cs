namespace CsMl.Core.Crm.Platform;

/// <summary>What has changed in a list since a mark.</summary>
/// <param name="AccountIds">The accounts of the changed items.</param>
/// <param name="Mark">Where the next reading continues.</param>
/// <param name="IsRestored">
/// True if changes that were read have disappeared, and older ones may have too: the platform's data was replaced by a
/// backup, and everything has to be read again.
/// </param>
internal sealed record PlatformChanges(IReadOnlyList<string> AccountIds, PlatformMark Mark, bool IsRestored);
