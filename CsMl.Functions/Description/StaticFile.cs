using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace CsMl.Functions.Description;

/// <summary>A file within an assembly. It is loaded when it is first asked for.</summary>
internal sealed class StaticFile
{
    private readonly Lazy<(byte[] Plain, byte[] Gzip, EntityTagHeaderValue Tag)> _content;
    private readonly string _contentType;

    private StaticFile(string name, Func<byte[]> load)
    {
        _contentType = Path.GetExtension(name) switch
        {
            ".json" => "application/json; charset=utf-8",
            ".html" => "text/html; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            _ => "text/plain; charset=utf-8",
        };
        _content = new(() =>
        {
            var plain = load();
            return (plain, Compress(plain), TagOf(plain));
        });
    }

    /// <summary>A file of this app.</summary>
    public static StaticFile Embedded(string name) => new(name, () => Read(typeof(StaticFile), name));

    /// <summary>A file of the package Swashbuckle.AspNetCore.SwaggerUI, which holds swagger-ui-dist, compressed.</summary>
    public static StaticFile OfSwaggerUi(string name) =>
        new(
            name,
            () =>
                Decompress(
                    Read(
                        typeof(SwaggerUIOptions),
                        $"Swashbuckle.AspNetCore.SwaggerUI.node_modules.swagger_ui_dist.{name}"
                    )
                )
        );

    /// <summary>The file, or 304 if the caller has it.</summary>
    public FileContentHttpResult Answer(HttpRequest request) => Answer(request, "no-cache");

    /// <summary>The same for a file whose address changes with its content.</summary>
    public FileContentHttpResult AnswerForGood(HttpRequest request) =>
        Answer(request, "public, max-age=31536000, immutable");

    private FileContentHttpResult Answer(HttpRequest request, string caching)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = caching;
        headers.Vary = HeaderNames.AcceptEncoding;
        var (plain, gzip, tag) = _content.Value;
        if (!request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            return TypedResults.Bytes(plain, _contentType, entityTag: tag);
        }

        headers.ContentEncoding = "gzip";
        return TypedResults.Bytes(gzip, _contentType, entityTag: tag);
    }

    /// <summary>A weak one, because it is the same for both encodings.</summary>
    private static EntityTagHeaderValue TagOf(byte[] content) =>
        new($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..32]}\"", isWeak: true);

    private static byte[] Read(Type of, string name)
    {
        using var stream =
            of.Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"There is no file {name} in {of.Assembly.GetName().Name}.");
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static byte[] Compress(byte[] plain)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(plain);
        }

        return compressed.ToArray();
    }

    private static byte[] Decompress(byte[] compressed)
    {
        using var gzip = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
