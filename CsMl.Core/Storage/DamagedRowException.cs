using System.Text.Json;

namespace CsMl.Core.Storage;

/// <summary>
/// A stored row is not in the form in which the app wrote it: a retry does not help, and an operator must repair the store.
/// </summary>
public sealed class DamagedRowException(Entity row, Exception? inner = null)
    : JsonException($"A row of the store is damaged and cannot be read: {row.PartitionKey} {row.RowKey}.", inner)
{
    public string PartitionKey { get; } = row.PartitionKey;

    public string RowKey { get; } = row.RowKey;
}
