using System.Buffers;
using System.Runtime.CompilerServices;

namespace CsMl.Local.Commands;

/// <summary>
/// Splits a stream into blocks of whole lines without parsing them. It holds one block at a time however long the
/// stream or a line is: a line beyond the limit is skipped and never buffered.
/// </summary>
internal static class ReadBlocks
{
    /// <summary>Maximum length of a line in bytes, without its line feed.</summary>
    public const int MaxLine = 1024 * 1024;

    /// <summary>Large enough to keep a core busy for milliseconds, and small enough to have many blocks.</summary>
    public const int BlockSize = 256 * 1024;

    public static async IAsyncEnumerable<LineBlock> From(
        Stream input,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        var filled = 0;
        var line = 1L;
        var passingOver = false;
        while (await input.ReadAsync(buffer.AsMemory(filled), cancel) is var read and > 0)
        {
            var fresh = filled;
            filled += read;
            if (passingOver)
            {
                var rest = Rest(buffer.AsSpan(0, filled));
                passingOver = rest < 0;
                buffer.AsSpan(filled - Math.Max(0, rest), Math.Max(0, rest)).CopyTo(buffer);
                (filled, fresh, line) = (Math.Max(0, rest), 0, passingOver ? line : line + 1);
            }

            // Complete lines are returned at once, so that a slow pipe gets its output line by line.
            var whole = buffer.AsSpan(fresh, filled - fresh).LastIndexOf((byte)'\n') + 1;
            if (whole > 0)
            {
                whole += fresh;
                var next = Grown(buffer.AsSpan(whole, filled - whole));
                var lines = buffer.AsSpan(0, whole).Count((byte)'\n');
                yield return new LineBlock(buffer, whole, line);
                (buffer, filled, line) = (next, filled - whole, line + lines);
            }
            else if (filled > MaxLine + 1)
            {
                yield return new LineBlock([], filled, line, isTooLong: true);
                (filled, passingOver) = (0, true);
            }
            else if (filled == buffer.Length)
            {
                var next = Grown(buffer);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = next;
            }
        }

        yield return new LineBlock(buffer, passingOver ? 0 : filled, line);
    }

    /// <summary>Number of bytes after the first line feed; -1 if there is none.</summary>
    private static int Rest(ReadOnlySpan<byte> text) =>
        text.IndexOf((byte)'\n') is var end and >= 0 ? text.Length - end - 1 : -1;

    /// <summary>
    /// A buffer that begins with <paramref name="start"/> and has at least the same free space after it.
    /// </summary>
    private static byte[] Grown(ReadOnlySpan<byte> start)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(BlockSize, 2 * start.Length));
        start.CopyTo(buffer);
        return buffer;
    }
}
