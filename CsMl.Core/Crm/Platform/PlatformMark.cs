namespace CsMl.Core.Crm.Platform;

/// <summary>How far the changes of a list have been read.</summary>
/// <param name="Cutoff">All changes before this time were read.</param>
/// <param name="Latest">The latest changes, newest first; they prove that the list is still the one that was read.</param>
internal sealed record PlatformMark(DateTimeOffset Cutoff, IReadOnlyList<PlatformChange> Latest);
