using System.Buffers;

namespace CsMl.Local.Commands;

/// <summary>
/// A run of whole lines of a file and the number of the first of them: what one core works on at a time. Its buffer
/// is borrowed; dispose of the block to give it back.
/// </summary>
internal sealed class LineBlock(byte[] buffer, int length, long firstLine, bool isTooLong = false) : IDisposable
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Counted from 1, blank lines included.</summary>
    public long FirstLine { get; } = firstLine;

    /// <summary>True for a line beyond the limit, which was passed over unread; then there is no text.</summary>
    public bool IsTooLong { get; } = isTooLong;

    /// <summary>Bytes of the file that it stands for.</summary>
    public int Length { get; } = length;

    /// <summary>The lines, each but perhaps the last with its line feed.</summary>
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
