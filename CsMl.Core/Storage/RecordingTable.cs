using System.Text.Json;

namespace CsMl.Core.Storage;

/// <summary>
/// The results, with a row in every transaction that says what it changed, for <c>GET portfolio/ml/changes</c>.
/// </summary>
internal sealed class RecordingTable(IEntityTable inner, TimeProvider time) : IEntityTable
{
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

        var now = time.GetUtcNow();
        var row = EntityChange.Insert(
            ResultKeys.Changed(now, Guid.NewGuid().ToString("N")),
            JsonSerializer.SerializeToUtf8Bytes(new ChangedResults(now, changed), RowJson.Plain.ChangedResults)
        );
        return inner.WriteAsync(partitionKey, [.. changes, row], cancellation);
    }
}
