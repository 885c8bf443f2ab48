namespace CsMl.Core.Crm;

/// <summary>The position up to which the index contains the changes of its source.</summary>
internal sealed record SyncCursor(string? Cursor);
