namespace CsMl.Core.Storage;

/// <summary>One stored row. <paramref name="Json"/> is UTF-8, at most <see cref="EntityKey.MaxJsonBytes"/>.</summary>
/// <param name="ETag">Opaque; differs after every write of the row.</param>
public sealed record Entity(string PartitionKey, string RowKey, ReadOnlyMemory<byte> Json, string ETag);
