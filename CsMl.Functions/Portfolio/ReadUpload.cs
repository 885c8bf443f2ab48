using CsMl.Core.Accounts.Import.Files;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CsMl.Functions.Portfolio;

/// <summary>Finds the file of an import in a request: its body, or the first file of a form.</summary>
internal static class ReadUpload
{
    private const string Wanted =
        "application/x-ndjson, application/json, text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet or multipart/form-data";

    /// <summary>How programs name the types. What else a browser or Windows sends is told by the bytes.</summary>
    private static readonly Dictionary<string, SourceFormat> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        ["application/x-ndjson"] = SourceFormat.Json,
        ["application/ndjson"] = SourceFormat.Json,
        ["application/jsonl"] = SourceFormat.Json,
        ["application/x-jsonlines"] = SourceFormat.Json,
        ["application/json"] = SourceFormat.Json,
        ["text/csv"] = SourceFormat.Table,
        ["text/x-csv"] = SourceFormat.Table,
        ["application/csv"] = SourceFormat.Table,
        ["application/x-csv"] = SourceFormat.Table,
        ["text/comma-separated-values"] = SourceFormat.Table,
        ["text/tab-separated-values"] = SourceFormat.Table,
        // Windows names CSV files so where Excel is installed.
        ["application/vnd.ms-excel"] = SourceFormat.Unknown,
        ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] = SourceFormat.Unknown,
        ["application/gzip"] = SourceFormat.Unknown,
        ["application/x-gzip"] = SourceFormat.Unknown,
        ["application/octet-stream"] = SourceFormat.Unknown,
        // curl names whatever it is told to send so.
        ["application/x-www-form-urlencoded"] = SourceFormat.Unknown,
    };

    private static readonly string[] Utf8Charsets = ["utf-8", "utf8", "us-ascii", "ascii"];
    private static readonly string[] TableCharsets =
    [
        "windows-1252",
        "cp1252",
        "iso-8859-1",
        "latin1",
        .. Utf16Charsets,
    ];

    private static string[] Utf16Charsets => ["utf-16", "utf-16le", "unicode"];

    /// <param name="maxBytes">Most bytes of the file as it is sent.</param>
    public static async Task<(ImportSource? Source, ApiProblem? Refusal)> FindAsync(
        HttpRequest request,
        long maxBytes,
        CancellationToken cancellation
    )
    {
        if (request.ContentLength > maxBytes)
        {
            return (null, ApiProblem.TooLarge(maxBytes));
        }

        if (!RequestBody.IsGzipOrPlain(request))
        {
            return (null, ApiProblem.UnsupportedEncoding);
        }

        if (string.IsNullOrEmpty(request.ContentType))
        {
            return (Source(request.Body, SourceFormat.Unknown, maxBytes), null);
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return (null, ApiProblem.UnsupportedMediaType(Wanted));
        }

        if (type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return await FindFileAsync(request, type, maxBytes, cancellation);
        }

        return Formats.TryGetValue(type.MediaType.Value ?? "", out var format) && IsReadable(type, format)
            ? (Source(request.Body, format, maxBytes) with { IsUtf16 = IsUtf16(type) }, null)
            : (null, ApiProblem.UnsupportedMediaType(Wanted));
    }

    private static async Task<(ImportSource? Source, ApiProblem? Refusal)> FindFileAsync(
        HttpRequest request,
        MediaTypeHeaderValue type,
        long maxBytes,
        CancellationToken cancellation
    )
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary))
        {
            return (null, ApiProblem.Invalid("", "is a form without a boundary; send the form as a browser does"));
        }

        try
        {
            var form = new MultipartReader(boundary, request.Body);
            while (await form.ReadNextSectionAsync(cancellation) is { } section)
            {
                if (section.GetContentDispositionHeader()?.IsFileDisposition() == true)
                {
                    var format = MediaTypeHeaderValue.TryParse(section.ContentType, out var ofFile)
                        ? Formats.GetValueOrDefault(ofFile.MediaType.Value ?? "")
                        : SourceFormat.Unknown;
                    return (Source(new FormFileStream(section.Body), format, maxBytes), null);
                }
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return (null, ApiProblem.Invalid("", "is no whole form; send it as a browser does"));
        }

        return (null, ApiProblem.Invalid("", "is a form without a file; add one"));
    }

    private static ImportSource Source(Stream body, SourceFormat format, long maxBytes) =>
        new(body, format, maxBytes, RequestBody.MaxInflatedImportBytes);

    /// <summary>True if the declared encoding is none or one that is read. JSON is UTF-8.</summary>
    private static bool IsReadable(MediaTypeHeaderValue type, SourceFormat format) =>
        !type.Charset.HasValue
        || Utf8Charsets.Contains(Charset(type), StringComparer.OrdinalIgnoreCase)
        || (format != SourceFormat.Json && TableCharsets.Contains(Charset(type), StringComparer.OrdinalIgnoreCase));

    private static bool IsUtf16(MediaTypeHeaderValue type) =>
        Utf16Charsets.Contains(Charset(type), StringComparer.OrdinalIgnoreCase);

    private static string Charset(MediaTypeHeaderValue type) => HeaderUtilities.RemoveQuotes(type.Charset).Value ?? "";
}
