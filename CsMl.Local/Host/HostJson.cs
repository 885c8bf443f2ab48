using System.Text.Json;
using CsMl.Local.Host.Queues;

namespace CsMl.Local.Host;

/// <summary>The part of host.json that this host supports.</summary>
/// <param name="RoutePrefix">
/// First segments of every HTTP function's path, without leading and trailing slashes; may be empty.
/// </param>
internal sealed record HostJson(string RoutePrefix, QueueSettings Queues)
{
    private const string DefaultRoutePrefix = "api";

    // The real host accepts comments in host.json, so people write them.
    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static HostJson Read(string path)
    {
        if (!File.Exists(path))
        {
            return new HostJson(DefaultRoutePrefix, new QueueSettings());
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
            return new HostJson(
                Find(document.RootElement, "extensions", "http", "routePrefix") is { } prefix
                    ? prefix.GetString()?.Trim('/') ?? DefaultRoutePrefix
                    : DefaultRoutePrefix,
                Find(document.RootElement, "extensions", "queues") is { } queues
                    ? QueueSettings.Read(queues)
                    : new QueueSettings()
            );
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new HostCannotStartException($"{path} is not a host.json this host can read: {e.Message}", e);
        }
    }

    private static JsonElement? Find(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (!element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element;
    }
}
