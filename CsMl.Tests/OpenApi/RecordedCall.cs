using System.Text.Json.Nodes;

namespace CsMl.Tests.OpenApi;

/// <param name="Body">What was sent; null for no body.</param>
/// <param name="Answer">What was answered; null if that was no JSON.</param>
internal sealed record RecordedCall(JsonNode? Body, JsonNode? Answer);
