using CsMl.Core.Storage;

namespace CsMl.Benchmarks;

/// <summary>
/// A log of the write transactions with the keys and body lengths, without the bytes. It is kept in a file, so that it
/// does not count as the app's memory.
/// </summary>
internal sealed class TransactionLog(string path) : IDisposable
{
    private readonly Lock _gate = new();
    private BinaryWriter? _writer;

    /// <summary>Clears the log.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _writer?.Dispose();
            _writer = new BinaryWriter(
                new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20)
            );
        }
    }

    public void Add(string table, string partitionKey, IReadOnlyList<EntityChange> changes)
    {
        lock (_gate)
        {
            if (_writer is null)
            {
                return;
            }

            _writer.Write(table);
            _writer.Write(partitionKey);
            _writer.Write(changes.Count);
            foreach (var change in changes)
            {
                _writer.Write(change.RowKey);
                _writer.Write(change.Kind == ChangeKind.Delete ? -1 : change.Json.Length);
            }
        }
    }

    /// <summary>The transactions in order; a length of -1 is a deletion.</summary>
    public IEnumerable<(string Table, string Partition, (string Key, int Length)[] Rows)> Read()
    {
        lock (_gate)
        {
            _writer?.Dispose();
            _writer = null;
        }

        using var reader = new BinaryReader(File.OpenRead(path));
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            var (table, partition) = (reader.ReadString(), reader.ReadString());
            var rows = new (string, int)[reader.ReadInt32()];
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i] = (reader.ReadString(), reader.ReadInt32());
            }

            yield return (table, partition, rows);
        }
    }

    public void Dispose() => _writer?.Dispose();
}
