using CsMl.Core.Storage;

namespace CsMl.Tests.Storage;

/// <summary>A table one of whose answers is held back after it was read, until a test lets it go.</summary>
internal sealed class HeldReads(IEntityTable inner) : IEntityTable
{
    private readonly TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _awaited;

    /// <summary>Begins to read, and answers what reads once its answer is held.</summary>
    public Task HoldNext(string rowKey, Func<Task> read)
    {
        _awaited = rowKey;
        var reading = read();
        Assert.Null(_awaited);
        return reading;
    }

    public void LetGo() => _letGo.SetResult();

    public async Task<Entity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellation)
    {
        if (rowKey != _awaited)
        {
            return await inner.FindAsync(partitionKey, rowKey, cancellation);
        }

        _awaited = null;
        var row = await inner.FindAsync(partitionKey, rowKey, cancellation);
        await _letGo.Task;
        return row;
    }

    public IAsyncEnumerable<Entity> QueryAsync(string partitionKey, RowRange rows, CancellationToken cancellation) =>
        inner.QueryAsync(partitionKey, rows, cancellation);

    public Task<WriteResult> WriteAsync(
        string partitionKey,
        IReadOnlyList<EntityChange> changes,
        CancellationToken cancellation
    ) => inner.WriteAsync(partitionKey, changes, cancellation);
}
