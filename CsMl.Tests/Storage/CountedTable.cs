using CsMl.Core.Storage;

namespace CsMl.Tests.Storage;

/// <summary>A table that counts what a storage account bills: point reads, transactions, and queries at one page each.</summary>
internal sealed class CountedTable(IEntityTable inner) : IEntityTable
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public Task<Entity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _count);
        return inner.FindAsync(partitionKey, rowKey, cancellation);
    }

    public IAsyncEnumerable<Entity> QueryAsync(string partitionKey, RowRange rows, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _count);
        return inner.QueryAsync(partitionKey, rows, cancellation);
    }

    public Task<WriteResult> WriteAsync(
        string partitionKey,
        IReadOnlyList<EntityChange> changes,
        CancellationToken cancellation
    )
    {
        Interlocked.Increment(ref _count);
        return inner.WriteAsync(partitionKey, changes, cancellation);
    }
}
