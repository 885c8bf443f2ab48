using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace CsMl.Core.Accounts.Import;

/// <summary>Splits a stream into lines and holds at most one line in memory.</summary>
internal static class LineReader
{
    /// <summary>Maximum length of a line or CSV row in an import.</summary>
    public const int MaxLineBytes = 1024 * 1024;

    /// <summary>Each line with its number, from 1; null for a line longer than <paramref name="maxLine"/>.</summary>
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
                    // The line is already too long: its bytes are discarded as they arrive, up to the end of the line.
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
            // If the caller stops early, the buffer is released; otherwise the server could not discard the rest of the
            // body.
            if (held is { } read)
            {
                input.AdvanceTo(read.Buffer.End);
            }
        }
    }

    // The cast is needed: a bare null would convert to empty memory, which means a blank line.
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

    /// <summary>The line without a byte order mark, which some editors add.</summary>
    private static ReadOnlyMemory<byte> Text(ReadOnlySequence<byte> line)
    {
        var text = line.IsSingleSegment ? line.First : line.ToArray();
        return text.Span.StartsWith("\uFEFF"u8) ? text[3..] : text;
    }
}
