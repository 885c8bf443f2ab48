using System.Text.Json.Nodes;

namespace CsMl.Tests.OpenApi;

/// <param name="ContentType">The type of what was sent; null for no body.</param>
/// <param name="Body">What was sent.</param>
/// <param name="Answer">What was answered; null if that was no JSON.</param>
internal sealed record RecordedCall(string? ContentType, JsonNode? Body, JsonNode? Answer);
