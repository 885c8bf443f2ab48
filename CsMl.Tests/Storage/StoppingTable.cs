using CsMl.Core.Storage;

namespace CsMl.Tests.Storage;

/// <summary>A table under a process that is cut off after so many writes: what comes then is cancelled and changes nothing.</summary>
internal sealed class StoppingTable(IEntityTable inner) : IEntityTable
{
    private int _left = int.MaxValue;
    private CancellationTokenSource? _cut;

    public void StopAfter(int writes, CancellationTokenSource cut) => (_left, _cut) = (writes, cut);

    public void GoOn() => (_left, _cut) = (int.MaxValue, null);

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
        if (_left == 0)
        {
            await _cut!.CancelAsync();
        }

        cancellation.ThrowIfCancellationRequested();
        _left--;
        return await inner.WriteAsync(partitionKey, changes, cancellation);
    }
}
