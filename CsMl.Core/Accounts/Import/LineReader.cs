using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace CsMl.Core.Accounts.Import;

/// <summary>Cuts a stream into lines without ever holding more of it than one of them.</summary>
internal static class LineReader
{
    /// <summary>The longest line, or row of CSV, that an import takes.</summary>
    public const int MaxLineBytes = 1024 * 1024;

    /// <summary>Each line with its number, from 1; null in place of one that is longer than <paramref name="maxLine"/>.</summary>
    /// <exception cref="BodyTooLargeException">The stream is longer than <paramref name="maxBytes"/>.</exception>
    public static async IAsyncEnumerable<(int Number, ReadOnlyMemory<byte>? Line)> ReadAsync(
        PipeReader input,
        int maxLine,
        long maxBytes,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var number = 1;
        var total = 0L;
        var skipping = false;
        ReadResult? held = null;
        try
        {
            while (true)
            {
                var result = await input.ReadAsync(cancellation);
                held = result;
                var buffer = result.Buffer;
                while (buffer.PositionOf((byte)'\n') is { } end)
                {
                    var line = buffer.Slice(0, end);
                    var next = buffer.GetPosition(1, end);
                    total += line.Length + 1;
                    Check(total, maxBytes);
                    yield return (number++, skipping ? null : Within(line, maxLine));
                    skipping = false;
                    buffer = buffer.Slice(next);
                }

                if (result.IsCompleted)
                {
                    Check(total + buffer.Length, maxBytes);
                    if (skipping || buffer.Length > 0)
                    {
                        yield return (number, skipping ? null : Within(buffer, maxLine));
                    }

                    yield break;
                }

                if (buffer.Length > maxLine)
                {
                    // Too long already: its bytes are let go as they come, up to the line's end.
                    total += buffer.Length;
                    skipping = true;
                    buffer = buffer.Slice(buffer.End);
                }

                Check(total + buffer.Length, maxBytes);
                input.AdvanceTo(buffer.Start, result.Buffer.End);
                held = null;
            }
        }
        finally
        {
            // Whoever breaks off gives back what was read, or the server could not let go of the rest of the body.
            if (held is { } read)
            {
                input.AdvanceTo(read.Buffer.End);
            }
        }
    }

    // Typed as it is, because a bare null beside memory would be an empty memory and so a blank line.
    private static ReadOnlyMemory<byte>? Within(ReadOnlySequence<byte> line, int maxLine) =>
        line.Length > maxLine ? (ReadOnlyMemory<byte>?)null : Text(line);

    private static void Check(long bytes, long maxBytes)
    {
        if (bytes > maxBytes)
        {
            throw new BodyTooLargeException(maxBytes);
        }
    }

    public static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept(" \t\r"u8) < 0;

    /// <summary>Without the mark that some editors put before a text.</summary>
    private static ReadOnlyMemory<byte> Text(ReadOnlySequence<byte> line)
    {
        var text = line.IsSingleSegment ? line.First : line.ToArray();
        return text.Span.StartsWith("\uFEFF"u8) ? text[3..] : text;
    }
}
