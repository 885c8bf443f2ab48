namespace CsMl.Core.Crm.Platform;

/// <summary>How far the changes of a list have been read.</summary>
/// <param name="Newest">The latest change read, but not later than the time of the reading.</param>
/// <param name="Latest">The latest changes, newest first; they prove that the list is still the one that was read.</param>
internal sealed record PlatformMark(DateTimeOffset Newest, IReadOnlyList<PlatformChange> Latest);
