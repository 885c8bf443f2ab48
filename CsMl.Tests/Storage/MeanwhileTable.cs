using CsMl.Core.Storage;

namespace CsMl.Tests.Storage;

/// <summary>A table in which, between a reader's last look and its write, something else happens once.</summary>
internal sealed class MeanwhileTable(IEntityTable inner) : IEntityTable
{
    private Func<IReadOnlyList<EntityChange>, bool> _isAwaited = _ => false;
    private Func<Task> _meanwhile = () => Task.CompletedTask;

    public void Before(Func<IReadOnlyList<EntityChange>, bool> isAwaited, Func<Task> meanwhile) =>
        (_isAwaited, _meanwhile) = (isAwaited, meanwhile);

    public Task<Entity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellation) =>
        inner.FindAsync(partitionKey, rowKey, cancellation);

    public IAsyncEnumerable<Entity> QueryAsync(string partitionKey, RowRange rows, CancellationToken cancellation) =>
        inner.QueryAsync(partitionKey, rows, cancellation);

    public async Task<WriteResult> WriteAsync(
        string partitionKey,
        IReadOnlyList<EntityChange> changes,
        CancellationToken cancellation
    )
    {
        if (_isAwaited(changes))
        {
            _isAwaited = _ => false;
            await _meanwhile();
        }

        return await inner.WriteAsync(partitionKey, changes, cancellation);
    }
}
