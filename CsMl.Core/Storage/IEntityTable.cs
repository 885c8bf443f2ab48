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
