using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace CsMl.Tests.LanguageModel.Client;

/// <summary>A request as it reached the server.</summary>
/// <param name="Bytes">Its body, byte for byte.</param>
/// <param name="Body">The same, parsed.</param>
public sealed partial record SentRequest(
    string Path,
    string Query,
    IReadOnlyDictionary<string, string> Headers,
    ReadOnlyMemory<byte> Bytes,
    JsonObject Body
)
{
    public string? Model => (string?)Body["model"];

    /// <summary>json_schema or json_object; null where none is asked for.</summary>
    public string? Format => (string?)Body["response_format"]?["type"];

    public IReadOnlyList<(string Role, string Text)> Messages =>
        [.. Body["messages"]!.AsArray().Select(message => ((string)message!["role"]!, (string)message["content"]!))];

    public string System => Messages.First(message => message.Role == "system").Text;

    /// <summary>The user's last words.</summary>
    public string User => Messages.Last(message => message.Role == "user").Text;

    public string? Authorization => Headers.GetValueOrDefault("Authorization");

    /// <summary>The one header by which the client says who it is; null if there is none.</summary>
    public string? Shown =>
        Headers
            .Where(header => header.Key.ToLowerInvariant() is "authorization" or "api-key")
            .Select(header => $"{header.Key}: {header.Value}")
            .SingleOrDefault();

    /// <summary>Which API the address belongs to; null if there is nothing at it.</summary>
    public FakeApi? Api =>
        AzurePath().IsMatch(Path) && Query.StartsWith("?api-version=", StringComparison.Ordinal) ? FakeApi.Azure
        : Path.EndsWith("/v1/chat/completions", StringComparison.Ordinal) ? FakeApi.OpenAi
        : null;

    internal static async Task<SentRequest> ReadAsync(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer);
        var bytes = buffer.ToArray();
        return new SentRequest(
            request.Path.Value ?? "",
            request.QueryString.Value ?? "",
            request.Headers.ToDictionary(
                header => header.Key,
                header => header.Value.ToString(),
                StringComparer.OrdinalIgnoreCase
            ),
            bytes,
            bytes.Length == 0 ? [] : JsonNode.Parse(bytes)!.AsObject()
        );
    }

    [GeneratedRegex("/openai/deployments/[^/]+/chat/completions$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AzurePath();
}
