using System.Runtime.CompilerServices;
using CsMl.Core.Storage;

namespace CsMl.Tests.Storage;

/// <summary>A table that counts what a storage account bills: point reads, transactions, and queries at one page each.</summary>
internal sealed class CountedTable(IEntityTable inner) : IEntityTable
{
    private int _count;
    private int _rows;

    public int Count => Volatile.Read(ref _count);

    /// <summary>The rows that queries returned.</summary>
    public int Rows => Volatile.Read(ref _rows);

    public Task<Entity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _count);
        return inner.FindAsync(partitionKey, rowKey, cancellation);
    }

    public async IAsyncEnumerable<Entity> QueryAsync(
        string partitionKey,
        RowRange rows,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        Interlocked.Increment(ref _count);
        await foreach (var row in inner.QueryAsync(partitionKey, rows, cancellation))
        {
            Interlocked.Increment(ref _rows);
            yield return row;
        }
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
