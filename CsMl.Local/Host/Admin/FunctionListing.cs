using System.Text.Json.Serialization;

namespace CsMl.Local.Host.Admin;

/// <summary>One of the functions that <c>GET /admin/functions</c> lists. The real host mixes the two ways to write names.</summary>
internal sealed record FunctionListing(
    string Name,
    string Language,
    bool IsDisabled,
    [property: JsonPropertyName("invoke_url_template")] string? InvokeUrlTemplate,
    FunctionConfig Config
);
