namespace CsMl.Tests.Commands;

/// <summary>Gives what it holds a few bytes at a time, as a slow pipe does.</summary>
internal sealed class DribblingStream(byte[] bytes, int bytesARead) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(bytesARead, buffer.Length)], cancellationToken);
}
