using System.Text.Json.Serialization;

namespace CsMl.Local.Host.Admin;

/// <summary>An item of <c>GET /admin/functions</c>. The real host mixes two naming styles.</summary>
internal sealed record FunctionListing(
    string Name,
    string Language,
    bool IsDisabled,
    [property: JsonPropertyName("invoke_url_template")] string? InvokeUrlTemplate,
    FunctionConfig Config
);
