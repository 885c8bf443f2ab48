namespace CsMl.Tests.Commands;

/// <summary>The same bytes over and over, made as they are read: a file of any size that nobody holds.</summary>
internal sealed class RepeatedStream(byte[] bytes, int times) : Stream
{
    private int _round;
    private int _at;

    /// <summary>Called before each read.</summary>
    public Action? BeforeRead { get; init; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        BeforeRead?.Invoke();
        if (_at == bytes.Length)
        {
            (_at, _round) = (0, _round + 1);
        }

        var count = _round < times ? Math.Min(buffer.Length, bytes.Length - _at) : 0;
        bytes.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
