namespace CsMl.Core.Crm;

/// <summary>The position up to which the index contains the changes of its source.</summary>
/// <param name="Origin">Where the facts came from; null if an earlier version saved it.</param>
/// <param name="HasMore">True if the source has promised more, so that the sync is not complete.</param>
internal sealed record SyncCursor(string? Cursor, string? Origin = null, bool HasMore = false);
