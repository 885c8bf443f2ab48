namespace CsMl.Core.Crm;

/// <summary>How far the index has followed its source.</summary>
internal sealed record SyncCursor(string? Cursor);
