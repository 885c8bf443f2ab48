using System.Buffers;

namespace CsMl.Local.Commands;

/// <summary>
/// A block of whole lines of a file with the number of its first line; one core processes one block at a time. The
/// buffer is pooled: dispose the block to return it.
/// </summary>
internal sealed class LineBlock(byte[] buffer, int length, long firstLine, bool isTooLong = false) : IDisposable
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Counted from 1, blank lines included.</summary>
    public long FirstLine { get; } = firstLine;

    /// <summary>True for a line beyond the limit, which was skipped and has no text.</summary>
    public bool IsTooLong { get; } = isTooLong;

    /// <summary>Size in bytes of the part of the file that it covers.</summary>
    public int Length { get; } = length;

    /// <summary>The lines, each with its line feed, which the last line may lack.</summary>
    public ReadOnlySpan<byte> Text
    {
        get
        {
            var text = buffer.AsSpan(0, IsTooLong ? 0 : Length);
            return FirstLine == 1 && text.StartsWith(ByteOrderMark) ? text[ByteOrderMark.Length..] : text;
        }
    }

    public void Dispose()
    {
        if (!IsTooLong)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
