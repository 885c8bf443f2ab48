using System.Buffers;
using System.Runtime.CompilerServices;

namespace CsMl.Local.Commands;

/// <summary>
/// Cuts a stream into blocks of whole lines, without looking into them. Holds one block at a time however long the
/// stream and however long a line: beyond the limit a line is passed over, never gathered.
/// </summary>
internal static class ReadBlocks
{
    /// <summary>Bytes that a line may have, its line feed not counted.</summary>
    public const int MaxLine = 1024 * 1024;

    /// <summary>Enough to keep a core busy for milliseconds, little enough to have many of.</summary>
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

            // Whatever lines have arrived go on at once, so that a slow pipe is answered line by line.
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

    /// <summary>How many bytes follow the first line feed; -1: there is none.</summary>
    private static int Rest(ReadOnlySpan<byte> text) =>
        text.IndexOf((byte)'\n') is var end and >= 0 ? text.Length - end - 1 : -1;

    /// <summary>A buffer that begins with <paramref name="start"/> and has at least as much room after it.</summary>
    private static byte[] Grown(ReadOnlySpan<byte> start)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(BlockSize, 2 * start.Length));
        start.CopyTo(buffer);
        return buffer;
    }
}
