using CsMl.Core.Accounts.Import;

namespace CsMl.Core.Portfolio;

/// <summary>Reads the stored file of an import, and holds one part of it in memory at a time.</summary>
internal sealed class StoredFile(ImportStore store, string tenant, string runId, int parts) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> _part;
    private int _next;

    public long BytesRead { get; private set; }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <exception cref="InvalidDataException">A part is missing.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_part.IsEmpty && _next < parts)
        {
            _part =
                await store.FindPartAsync(tenant, runId, _next++, cancellationToken)
                ?? throw new InvalidDataException("A part of the file is missing.");
        }

        var count = Math.Min(buffer.Length, _part.Length);
        _part[..count].CopyTo(buffer);
        _part = _part[count..];
        BytesRead += count;
        return count;
    }
}
