using System.Text.Json;

namespace CsMl.Tests.Infrastructure;

/// <summary>The resources that a deployment would make, as the Bicep compiler foresees them.</summary>
internal sealed record Snapshot(IReadOnlyList<JsonElement> Resources)
{
    public static Snapshot Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new([.. document.RootElement.GetProperty("predictedResources").EnumerateArray().Select(r => r.Clone())]);
    }

    public IEnumerable<JsonElement> Of(string type) => Resources.Where(resource => TypeOf(resource) == type);

    /// <summary>The properties of all resources of a type.</summary>
    public IEnumerable<JsonElement> PropertiesOf(string type) => Of(type).Select(r => r.GetProperty("properties"));

    /// <summary>The last part of each name.</summary>
    public IEnumerable<string> NamesOf(string type) =>
        Of(type).Select(resource => resource.GetProperty("name").GetString()!.Split('/')[^1]);

    public JsonElement AppSettings =>
        Assert
            .Single(
                Of("Microsoft.Web/sites/config"),
                config => config.GetProperty("name").GetString()!.EndsWith("/appsettings", StringComparison.Ordinal)
            )
            .GetProperty("properties");

    private static string TypeOf(JsonElement resource) => resource.GetProperty("type").GetString()!;
}
