using System.Text.Json;

namespace CsMl.Core.Storage;

/// <summary>
/// The results, with a row in every transaction that says what it changed, for <c>GET portfolio/ml/changes</c>.
/// </summary>
internal sealed class RecordingTable(IEntityTable inner, TimeProvider time) : IEntityTable
{
    private long _last;

    public IEntityTable Inner => inner;

    public Task<Entity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellation) =>
        inner.FindAsync(partitionKey, rowKey, cancellation);

    public IAsyncEnumerable<Entity> QueryAsync(string partitionKey, RowRange rows, CancellationToken cancellation) =>
        inner.QueryAsync(partitionKey, rows, cancellation);

    public Task<WriteResult> WriteAsync(
        string partitionKey,
        IReadOnlyList<EntityChange> changes,
        CancellationToken cancellation
    )
    {
        var changed = ReadChanges.Of(changes);
        if (changed.Count == 0)
        {
            return inner.WriteAsync(partitionKey, changes, cancellation);
        }

        var now = Next();
        var row = EntityChange.Insert(
            ResultKeys.Changed(now, Guid.NewGuid().ToString("N")),
            JsonSerializer.SerializeToUtf8Bytes(new ChangedResults(now, changed), RowJson.Plain.ChangedResults)
        );
        return inner.WriteAsync(partitionKey, [.. changes, row], cancellation);
    }

    /// <summary>Now, and later than every instant before, so that what this process writes keeps its order.</summary>
    private DateTimeOffset Next()
    {
        while (true)
        {
            var last = Interlocked.Read(ref _last);
            var next = Math.Max(time.GetUtcNow().UtcTicks, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
            {
                return new DateTimeOffset(next, TimeSpan.Zero);
            }
        }
    }
}
