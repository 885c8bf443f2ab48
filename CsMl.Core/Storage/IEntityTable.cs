namespace CsMl.Core.Storage;

/// <summary>
/// A table of entities with a partition key and a row key: the part of Azure Table Storage that the app needs, so that
/// an embedded table can replace it. Keys compare ordinally.
/// </summary>
public interface IEntityTable
{
    /// <summary>Reads one entity; null if it does not exist.</summary>
    Task<Entity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellation);

    /// <summary>
    /// Reads the entities of one partition within <paramref name="rows"/>, ascending by row key, fetching pages as the
    /// caller enumerates. A later query can continue with <c>rows.After(last row key)</c>.
    /// </summary>
    IAsyncEnumerable<Entity> QueryAsync(string partitionKey, RowRange rows, CancellationToken cancellation);

    /// <summary>Writes 1 to 100 changes of one partition, each to a different row, as one atomic transaction.</summary>
    /// <exception cref="ArgumentException">
    /// No change, more than 100, a row changed twice, or an invalid key.
    /// </exception>
    Task<WriteResult> WriteAsync(
        string partitionKey,
        IReadOnlyList<EntityChange> changes,
        CancellationToken cancellation
    );

    /// <summary>
    /// Makes sure that nothing of deleted rows can be read in the table's files. A service sees to that by itself.
    /// </summary>
    /// <returns>False if others use the files now; another call may succeed.</returns>
    Task<bool> ForgetDeletedAsync(CancellationToken cancellation) => Task.FromResult(true);
}
