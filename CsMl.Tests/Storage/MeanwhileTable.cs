using System.Runtime.CompilerServices;
using CsMl.Core.Storage;

namespace CsMl.Tests.Storage;

/// <summary>A table in which, between a reader's last look and its write, or right after it, something else happens once.</summary>
internal sealed class MeanwhileTable(IEntityTable inner) : IEntityTable
{
    private Func<IReadOnlyList<EntityChange>, bool> _isAwaited = _ => false;
    private Func<Task> _meanwhile = () => Task.CompletedTask;
    private bool _isAfter;

    private Func<string, bool> _isReadAwaited = _ => false;

    /// <summary>Lets something happen once before a row or a range of rows is read.</summary>
    /// <param name="isAwaited">Is given the row's key, or where the range begins.</param>
    public void BeforeReading(Func<string, bool> isAwaited, Func<Task> meanwhile) =>
        (_isReadAwaited, _meanwhile) = (isAwaited, meanwhile);

    public void Before(Func<IReadOnlyList<EntityChange>, bool> isAwaited, Func<Task> meanwhile) =>
        (_isAwaited, _meanwhile, _isAfter) = (isAwaited, meanwhile, false);

    public void After(Func<IReadOnlyList<EntityChange>, bool> isAwaited, Func<Task> then) =>
        (_isAwaited, _meanwhile, _isAfter) = (isAwaited, then, true);

    public async Task<Entity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellation)
    {
        await ReadAsync(rowKey);
        return await inner.FindAsync(partitionKey, rowKey, cancellation);
    }

    public async IAsyncEnumerable<Entity> QueryAsync(
        string partitionKey,
        RowRange rows,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await ReadAsync(rows.From);
        await foreach (var row in inner.QueryAsync(partitionKey, rows, cancellation))
        {
            yield return row;
        }
    }

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

    private async Task ReadAsync(string key)
    {
        if (_isReadAwaited(key))
        {
            _isReadAwaited = _ => false;
            await _meanwhile();
        }
    }
}
