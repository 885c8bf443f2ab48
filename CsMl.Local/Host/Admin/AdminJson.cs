using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsMl.Local.Host.Admin;

/// <summary>Answer of <c>GET /admin/host/status</c>.</summary>
/// <param name="ProcessUptime">Milliseconds.</param>
internal sealed record HostStatus(
    string Id,
    string State,
    string Version,
    string VersionDetails,
    string InstanceId,
    string ComputerName,
    long ProcessUptime
);

/// <summary>One of the functions that <c>GET /admin/functions</c> lists. The real host mixes the two ways to write names.</summary>
internal sealed record FunctionListing(
    string Name,
    string Language,
    bool IsDisabled,
    [property: JsonPropertyName("invoke_url_template")] string? InvokeUrlTemplate,
    FunctionConfig Config
);

internal sealed record FunctionConfig(string Name, IReadOnlyList<BindingListing> Bindings);

/// <summary>A binding as function.json would describe it; what its type does not have is left out.</summary>
internal sealed record BindingListing(string Name, string Type, string Direction = "In")
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AuthLevel { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Methods { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Route { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Schedule { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? UseMonitor { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? RunOnStartup { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? QueueName { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Connection { get; init; }
}

/// <summary>Body of <c>POST /admin/functions/{name}</c>.</summary>
internal sealed record FunctionInvocation(string? Input);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(HostStatus))]
[JsonSerializable(typeof(IReadOnlyList<FunctionListing>))]
[JsonSerializable(typeof(FunctionInvocation))]
internal sealed partial class AdminJson : JsonSerializerContext;
