namespace CsMl.Core.Storage;

/// <summary>One change in a transaction.</summary>
public sealed record EntityChange(ChangeKind Kind, string RowKey, ReadOnlyMemory<byte> Json, string? ETag)
{
    /// <summary>What whoever follows the results is told of it; null for what the row itself shows.</summary>
    public ResultChange? Tells { get; init; }

    /// <summary>Fails with <see cref="WriteFailure.AlreadyExists"/> if the row exists.</summary>
    public static EntityChange Insert(string rowKey, ReadOnlyMemory<byte> json) =>
        new(ChangeKind.Insert, rowKey, json, null);

    /// <summary>Inserts or replaces the row.</summary>
    public static EntityChange Upsert(string rowKey, ReadOnlyMemory<byte> json) =>
        new(ChangeKind.Upsert, rowKey, json, null);

    /// <summary>
    /// Fails with <see cref="WriteFailure.NotFound"/> if the row does not exist and with
    /// <see cref="WriteFailure.Changed"/> if its ETag differs.
    /// </summary>
    public static EntityChange Replace(string rowKey, ReadOnlyMemory<byte> json, string etag) =>
        new(ChangeKind.Replace, rowKey, json, etag);

    /// <summary>
    /// Fails as <see cref="Replace"/> does; with a null <paramref name="etag"/> only if the row does not exist.
    /// </summary>
    public static EntityChange Delete(string rowKey, string? etag = null) =>
        new(ChangeKind.Delete, rowKey, default, etag);
}
