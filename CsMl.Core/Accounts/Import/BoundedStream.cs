namespace CsMl.Core.Accounts.Import;

/// <summary>Reads another stream and throws if it is longer than a limit.</summary>
internal sealed class BoundedStream(Stream inner, long maxBytes) : ReadOnlyStream
{
    private long _total;

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    ) => Count(await inner.ReadAsync(buffer, cancellationToken));

    private int Count(int read)
    {
        _total += read;
        return _total <= maxBytes ? read : throw new BodyTooLargeException(maxBytes);
    }
}
