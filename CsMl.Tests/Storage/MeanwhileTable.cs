using CsMl.Core.Storage;

namespace CsMl.Tests.Storage;

/// <summary>A table in which, between a reader's last look and its write, or right after it, something else happens once.</summary>
internal sealed class MeanwhileTable(IEntityTable inner) : IEntityTable
{
    private Func<IReadOnlyList<EntityChange>, bool> _isAwaited = _ => false;
    private Func<Task> _meanwhile = () => Task.CompletedTask;
    private bool _isAfter;

    public void Before(Func<IReadOnlyList<EntityChange>, bool> isAwaited, Func<Task> meanwhile) =>
        (_isAwaited, _meanwhile, _isAfter) = (isAwaited, meanwhile, false);

    public void After(Func<IReadOnlyList<EntityChange>, bool> isAwaited, Func<Task> then) =>
        (_isAwaited, _meanwhile, _isAfter) = (isAwaited, then, true);

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
        var isAwaited = _isAwaited(changes);
        _isAwaited = isAwaited ? _ => false : _isAwaited;
        if (isAwaited && !_isAfter)
        {
            await _meanwhile();
        }

        var written = await inner.WriteAsync(partitionKey, changes, cancellation);
        if (isAwaited && _isAfter)
        {
            await _meanwhile();
        }

        return written;
    }
}
