using System.Text.Json.Nodes;

namespace CsMl.Tests.OpenApi;

/// <param name="ContentType">The type of what was sent; null for no body.</param>
/// <param name="Body">What was sent.</param>
internal sealed record RecordedCall(string? ContentType, JsonNode? Body);
