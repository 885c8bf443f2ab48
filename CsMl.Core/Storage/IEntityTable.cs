namespace CsMl.Core.Storage;

/// <summary>
/// A table of entities under a partition key and a row key: the part of Azure Table Storage that the app
/// needs, so that an embedded table can stand in for it. Keys compare ordinally.
/// </summary>
public interface IEntityTable
{
    /// <summary>Reads one entity, or null.</summary>
    Task<Entity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellation);

    /// <summary>
    /// Reads the entities of one partition within <paramref name="rows"/>, ascending by row key, page by page as
    /// they are asked for. Go on later from <c>rows.After(last row key)</c>.
    /// </summary>
    IAsyncEnumerable<Entity> QueryAsync(string partitionKey, RowRange rows, CancellationToken cancellation);

    /// <summary>
    /// Writes 1 to 100 changes of one partition, each to another row, all or none.
    /// </summary>
    /// <exception cref="ArgumentException">No change, more than 100, a row named twice, or a forbidden key.</exception>
    Task<WriteResult> WriteAsync(
        string partitionKey,
        IReadOnlyList<EntityChange> changes,
        CancellationToken cancellation
    );
}

/// <summary>One stored row. <paramref name="Json"/> is UTF-8, at most <see cref="EntityKey.MaxJsonBytes"/>.</summary>
/// <param name="ETag">Opaque; differs after every write of the row.</param>
public sealed record Entity(string PartitionKey, string RowKey, ReadOnlyMemory<byte> Json, string ETag);

/// <summary>Row keys from <paramref name="From"/> up to, not including, <paramref name="To"/>.</summary>
/// <param name="AfterFrom">Leaves out <paramref name="From"/> itself.</param>
public readonly record struct RowRange(string From, string To, bool AfterFrom = false)
{
    /// <summary>
    /// How many rows the reader is likely to want, 1 to 1,000, so that no more are fetched at a time; null: all.
    /// </summary>
    public int? PageSize { get; init; }

    /// <summary>
    /// Rows that begin with <paramref name="prefix"/>, which ends with the separator. No segment begins with a
    /// separator, so a second one is above all of them.
    /// </summary>
    public static RowRange Of(string prefix) => new(prefix, prefix + EntityKey.Separator);

    /// <summary>The rest of this range behind a row that was read.</summary>
    public RowRange After(string rowKey) => this with { From = rowKey, AfterFrom = true };
}

/// <summary>One change in a transaction.</summary>
public sealed record EntityChange(ChangeKind Kind, string RowKey, ReadOnlyMemory<byte> Json, string? ETag)
{
    /// <summary>Fails with <see cref="WriteFailure.AlreadyExists"/> where the row is there.</summary>
    public static EntityChange Insert(string rowKey, ReadOnlyMemory<byte> json) =>
        new(ChangeKind.Insert, rowKey, json, null);

    /// <summary>Writes the row whether it is there or not.</summary>
    public static EntityChange Upsert(string rowKey, ReadOnlyMemory<byte> json) =>
        new(ChangeKind.Upsert, rowKey, json, null);

    /// <summary>
    /// Fails with <see cref="WriteFailure.NotFound"/> where the row is not there and with
    /// <see cref="WriteFailure.Changed"/> where its ETag is another.
    /// </summary>
    public static EntityChange Replace(string rowKey, ReadOnlyMemory<byte> json, string etag) =>
        new(ChangeKind.Replace, rowKey, json, etag);

    /// <summary>Fails as <see cref="Replace"/> does; with a null <paramref name="etag"/> only where the row is not there.</summary>
    public static EntityChange Delete(string rowKey, string? etag = null) =>
        new(ChangeKind.Delete, rowKey, default, etag);
}

public enum ChangeKind
{
    Insert,
    Upsert,
    Replace,
    Delete,
}

/// <summary>Why a transaction changed nothing.</summary>
public enum WriteFailure
{
    None,
    AlreadyExists,
    NotFound,
    Changed,
}

/// <summary>How a transaction ended: done, or undone whole because of the change at <paramref name="FailedIndex"/>.</summary>
public readonly record struct WriteResult(WriteFailure Failure, int FailedIndex)
{
    public static readonly WriteResult Done = new(WriteFailure.None, -1);

    public bool Succeeded => Failure == WriteFailure.None;
}

/// <summary>The table service cannot answer now: busy, out of reach or over its time. The caller may try again later.</summary>
public sealed class StorageUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
