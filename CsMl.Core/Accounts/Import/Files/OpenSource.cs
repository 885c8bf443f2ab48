using System.IO.Compression;
using System.Text;

namespace CsMl.Core.Accounts.Import.Files;

/// <summary>Finds out what a file is by its first bytes, and unpacks and decodes it.</summary>
internal static class OpenSource
{
    private const int PeekBytes = 64 * 1024;

    /// <summary>A file may be compressed on disk, and again on its way.</summary>
    private const int MostLayers = 2;

    /// <summary>The content as UTF-8 text, or as a workbook.</summary>
    public static async Task<OpenedSource> OpenAsync(ImportSource source, CancellationToken cancellation)
    {
        Stream content = new BoundedStream(source.Content, source.MaxBytes);
        for (var layer = 0; ; layer++)
        {
            var start = await PeekAsync(content, cancellation);
            if (!start.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            {
                return Open(source, start, content);
            }

            if (layer == MostLayers)
            {
                throw new ImportFormatException("The file is compressed several times over; compress it once.");
            }

            content = new BoundedStream(
                new GZipStream(new PrefixedStream(start, content), CompressionMode.Decompress),
                source.MaxInflatedBytes
            );
        }
    }

    private static OpenedSource Open(ImportSource source, ReadOnlyMemory<byte> start, Stream rest)
    {
        if (start.Span.StartsWith("PK\x03\x04"u8))
        {
            return new OpenedSource(OpenedFormat.Workbook, new PrefixedStream(start, rest));
        }

        if (start.Span.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            throw new ImportFormatException(
                "The file is an old .xls workbook or has a password; save it as .xlsx without one."
            );
        }

        if (EncodingOf(start.Span, source.IsUtf16) is not { } encoding)
        {
            var utf8 = start.Span.StartsWith(Encoding.UTF8.Preamble) ? start[3..] : start;
            return new OpenedSource(FormatOf(source.Format, utf8.Span), new PrefixedStream(utf8, rest));
        }

        var utf16 = start.Span.StartsWith(encoding.Preamble) ? start[2..] : start;
        var text = Encoding.CreateTranscodingStream(new PrefixedStream(utf16, rest), encoding, Encoding.UTF8);
        var characters = encoding.GetString(utf16.Span[..(utf16.Length & ~1)]);
        return new OpenedSource(FormatOf(source.Format, Encoding.UTF8.GetBytes(characters)), text);
    }

    /// <summary>UTF-16, by its byte order mark or the zeros in it; null for anything else.</summary>
    private static Encoding? EncodingOf(ReadOnlySpan<byte> start, bool isDeclared)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return Encoding.Unicode;
        }

        if (start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return Encoding.BigEndianUnicode;
        }

        // Names of fields are ASCII, so that in UTF-16 one of two bytes is zero.
        return start.Length < 2 ? null
            : start[1] == 0 && start[0] != 0 ? Encoding.Unicode
            : start[0] == 0 && start[1] != 0 ? Encoding.BigEndianUnicode
            : isDeclared ? Encoding.Unicode
            : null;
    }

    private static OpenedFormat FormatOf(SourceFormat declared, ReadOnlySpan<byte> start)
    {
        var text = start.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            return OpenedFormat.Nothing;
        }

        if (text[0] == '<')
        {
            throw new ImportFormatException(
                "The file is HTML or XML, whatever its name; save it as .xlsx or CSV, or export it so."
            );
        }

        var inner = text[1..].TrimStart(" \t\r\n"u8);
        var isJson = declared switch
        {
            SourceFormat.Json => true,
            SourceFormat.Unknown => text[0] is (byte)'{' or (byte)'[',
            // What is declared as a table is JSON only if nothing else will do.
            _ => (text[0] == '{' && inner is [(byte)'"', ..]) || (text[0] == '[' && inner is [(byte)'{', ..]),
        };
        return !isJson ? OpenedFormat.Table
            : text[0] == '[' || IsPretty(text) ? OpenedFormat.JsonElements
            : OpenedFormat.JsonLines;
    }

    /// <summary>True for an object that goes on in the next line, as programs print it for people.</summary>
    private static bool IsPretty(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        if (end < 0 || text[0] != '{')
        {
            return false;
        }

        var scanner = new ElementScanner(isObject: true);
        foreach (var b in text[..end])
        {
            scanner.IsEnd(b);
        }

        return !scanner.IsOver && text[end..].TrimStart(" \t\r\n"u8) is [not (byte)'{', ..];
    }

    private static async Task<ReadOnlyMemory<byte>> PeekAsync(Stream content, CancellationToken cancellation)
    {
        var buffer = new byte[PeekBytes];
        var filled = 0;
        while (
            filled < buffer.Length && await content.ReadAsync(buffer.AsMemory(filled), cancellation) is var read and > 0
        )
        {
            filled += read;
        }

        return buffer.AsMemory(0, filled);
    }
}
