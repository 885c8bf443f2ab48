using System.Text.Json;

namespace CsMl.Core.Storage;

/// <summary>
/// The results, with a row in every transaction that says what it changed, for <c>GET portfolio/ml/changes</c>.
/// </summary>
internal sealed class RecordingTable(IEntityTable inner, TimeProvider time) : IEntityTable
{
    /// <summary>The most changes of a transaction of results: one less than any may have, because a row is added.</summary>
    public const int MostChanges = EntityKey.MaxChanges - 1;

    private long _last;
    private long _writes;

    public IEntityTable Inner => inner;

    /// <summary>
    /// The transactions by which this process changed results. It grows after a change can be read, so that what is read
    /// later has every change that it counts.
    /// </summary>
    public long Writes => Interlocked.Read(ref _writes);

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
        var changed = ReadChanges.Of(changes);
        if (changed.Count == 0)
        {
            return await inner.WriteAsync(partitionKey, changes, cancellation);
        }

        var now = Next();
        var row = EntityChange.Insert(
            ResultKeys.Changed(now, Guid.NewGuid().ToString("N")),
            JsonSerializer.SerializeToUtf8Bytes(new ChangedResults(now, changed), RowJson.Plain.ChangedResults)
        );
        try
        {
            return await inner.WriteAsync(partitionKey, [.. changes, row], cancellation);
        }
        finally
        {
            // One that failed may have been carried out all the same.
            Interlocked.Increment(ref _writes);
        }
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
