using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CsMl.Functions.Http;

/// <summary>Reads bodies within their size limits and refuses those that are not JSON.</summary>
internal static class RequestBody
{
    public const int MaxBytes = 1024 * 1024;
    public const int MaxContextBytes = 5 * 1024 * 1024;

    /// <summary>Below the 100 MiB at which the Functions host ends a call with a bare 500.</summary>
    public const long MaxImportBytes = 90L * 1024 * 1024;

    /// <summary>What a compressed import may hold; it is read as a stream, and never held whole.</summary>
    public const long MaxInflatedImportBytes = 1024L * 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>
    /// Reads the whole body, at most <paramref name="maxBytes"/>. A body without a Content-Type is treated as JSON.
    /// </summary>
    public static async Task<(ReadOnlyMemory<byte> Body, ApiProblem? Refusal)> ReadAsync(
        HttpRequest request,
        int maxBytes,
        CancellationToken cancellation
    )
    {
        // Many clients send another Content-Type with an empty body.
        if (request.ContentLength == 0)
        {
            return (default, null);
        }

        if (!IsJson(request.ContentType))
        {
            return (default, ApiProblem.UnsupportedMediaType("application/json"));
        }

        if (request.ContentLength > maxBytes)
        {
            return (default, ApiProblem.TooLarge(maxBytes));
        }

        if (!TryDecode(request, out var body))
        {
            return (default, ApiProblem.UnsupportedEncoding);
        }

        await using (body)
        {
            return await ReadAsync(body, (int)(request.ContentLength ?? 1024) + 1, maxBytes, cancellation);
        }
    }

    /// <summary>False if the body has an encoding other than gzip.</summary>
    /// <param name="body">The body, decompressed.</param>
    private static bool TryDecode(HttpRequest request, out Stream body)
    {
        body = request.Body;
        if (!IsGzipOrPlain(request))
        {
            return false;
        }

        if (request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding && !IsIdentity(encoding))
        {
            body = new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true);
        }

        return true;
    }

    /// <summary>True if the body's Content-Encoding is absent or one that is read.</summary>
    public static bool IsGzipOrPlain(HttpRequest request) =>
        request.Headers.ContentEncoding.ToString() is var encoding
        && (
            encoding.Length == 0
            || IsIdentity(encoding)
            || encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase)
            || encoding.Equals("x-gzip", StringComparison.OrdinalIgnoreCase)
        );

    private static bool IsIdentity(string encoding) => encoding.Equals("identity", StringComparison.OrdinalIgnoreCase);

    private static async Task<(ReadOnlyMemory<byte> Body, ApiProblem? Refusal)> ReadAsync(
        Stream body,
        int likelySize,
        int maxBytes,
        CancellationToken cancellation
    )
    {
        var buffer = new ArrayBufferWriter<byte>(likelySize);
        while (true)
        {
            int read;
            try
            {
                read = await body.ReadAsync(buffer.GetMemory(1024), cancellation);
            }
            catch (InvalidDataException)
            {
                return (default, ApiProblem.Invalid("", "is no whole gzip; compress it again, or send it as it is"));
            }

            buffer.Advance(read);
            if (buffer.WrittenCount > maxBytes)
            {
                return (default, ApiProblem.TooLarge(maxBytes));
            }

            if (read == 0)
            {
                return (buffer.WrittenMemory, null);
            }
        }
    }

    /// <summary>The fields of a body that is a JSON object; an empty body is an empty object.</summary>
    public static async Task<(Fields Fields, ApiProblem? Refusal)> ReadFieldsAsync(
        HttpRequest request,
        CancellationToken cancellation
    )
    {
        var (body, refusal) = await ReadAsync(request, MaxBytes, cancellation);
        if (refusal is not null || body.Length == 0)
        {
            return (new Fields(default), refusal);
        }

        if (!Utf8.IsValid(body.Span))
        {
            return (new Fields(default), ApiProblem.Invalid("", "is not UTF-8; encode it as UTF-8"));
        }

        // A file saved on Windows may begin with a byte order mark, which the parser does not accept.
        if (body.Span.StartsWith("\uFEFF"u8))
        {
            body = body[3..];
        }

        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? (new Fields(document.RootElement.Clone()), null)
                : (new Fields(default), ApiProblem.Invalid("", "is not a JSON object; write { … }"));
        }
        catch (JsonException e)
        {
            return (
                new Fields(default),
                RepeatedField.In(body) is { } field
                    ? ApiProblem.Invalid(field, "stands there twice; leave one of the two")
                    : ApiProblem.Invalid(
                        "",
                        $"is broken JSON at line {(e.LineNumber ?? 0) + 1}, byte {e.BytePositionInLine ?? 0}; mend it there"
                    )
            );
        }
        catch (InvalidOperationException)
        {
            // The parser throws this for a field name with half a surrogate pair, such as \ud800.
            return (
                new Fields(default),
                ApiProblem.Invalid("", "has a name with half of a surrogate pair; escape both halves or neither")
            );
        }
    }

    /// <summary>True if the body is declared as JSON or has no declared type.</summary>
    private static bool IsJson(string? contentType) =>
        string.IsNullOrEmpty(contentType)
        || (
            MediaTypeHeaderValue.TryParse(contentType, out var type)
            && (
                type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                || (
                    type.Type.Equals("application", StringComparison.OrdinalIgnoreCase)
                    && type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)
                )
            )
            && IsUtf8(type)
        );

    /// <summary>True if the type declares no encoding other than UTF-8 or its part ASCII.</summary>
    public static bool IsUtf8(MediaTypeHeaderValue type) =>
        !type.Charset.HasValue
        || HeaderUtilities.RemoveQuotes(type.Charset).ToString().ToLowerInvariant()
            is "utf-8"
                or "utf8"
                or "us-ascii"
                or "ascii";
}
