using System.Runtime.CompilerServices;
using CsMl.Core.Storage;

namespace CsMl.Tests.Storage;

/// <summary>A table one of whose partitions can be written, or even read, no longer.</summary>
internal sealed class FailingTable(IEntityTable inner) : IEntityTable
{
    private string? _partition;
    private bool _reads;
    private Exception? _exception;
    private int _failures;

    public int Failures => Volatile.Read(ref _failures);

    /// <param name="exception">What is thrown; null: an <see cref="InvalidOperationException"/>.</param>
    public void Fail(string partition, bool reads, Exception? exception = null) =>
        (_reads, _exception, _partition) = (reads, exception, partition);

    public void Mend() => _partition = null;

    public Task<Entity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellation)
    {
        Pass(partitionKey, _reads);
        return inner.FindAsync(partitionKey, rowKey, cancellation);
    }

    public async IAsyncEnumerable<Entity> QueryAsync(
        string partitionKey,
        RowRange rows,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        Pass(partitionKey, _reads);
        await foreach (var row in inner.QueryAsync(partitionKey, rows, cancellation))
        {
            yield return row;
        }
    }

    public Task<WriteResult> WriteAsync(
        string partitionKey,
        IReadOnlyList<EntityChange> changes,
        CancellationToken cancellation
    )
    {
        Pass(partitionKey, fails: true);
        return inner.WriteAsync(partitionKey, changes, cancellation);
    }

    private void Pass(string partition, bool fails)
    {
        if (fails && partition == _partition)
        {
            Interlocked.Increment(ref _failures);
            throw _exception ?? new InvalidOperationException("This partition is broken.");
        }
    }
}
