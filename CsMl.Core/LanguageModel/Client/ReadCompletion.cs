using System.Text.Json;
using CsMl.Core.Predictions;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>Reads a chat completion, and what it says that it has cost, whether or not it is one.</summary>
internal static class ReadCompletion
{
    /// <summary>Past what any server can have billed for one reply; more is a slip of its, and would spoil every sum.</summary>
    private const int MostTokens = 100_000_000;

    /// <exception cref="JsonException">Not JSON: a page of a proxy's, or the end is missing.</exception>
    public static (ModelAttempt Attempt, ModelUsage Usage) Of(ReadOnlyMemory<byte> body, string model)
    {
        using var json = JsonDocument.Parse(body);
        try
        {
            return (Message(json.RootElement), Usage(json.RootElement, model));
        }
        catch (InvalidOperationException e)
        {
            // Half of a surrogate pair: JSON to the parser, and no text to the reader.
            throw new JsonException("Not Unicode.", e);
        }
    }

    private static ModelAttempt Message(JsonElement reply)
    {
        if (
            Field(reply, "choices") is not { ValueKind: JsonValueKind.Array } choices
            || choices.GetArrayLength() == 0
            || Field(choices[0], "message") is not { ValueKind: JsonValueKind.Object } message
        )
        {
            return ModelAttempt.Failed(FallbackReason.LlmInvalidReply, "The reply is no chat completion.");
        }

        var finish = Text(choices[0], "finish_reason");
        var text = Text(message, "content");
        return finish == "content_filter"
                ? ModelAttempt.Failed(FallbackReason.LlmContentFiltered, "The reply was held back by a content filter.")
            : Text(message, "refusal") is { Length: > 0 }
                ? ModelAttempt.Failed(FallbackReason.LlmContentFiltered, "The model declined to answer.")
            : finish == "length"
                ? ModelAttempt.Failed(FallbackReason.LlmInvalidReply, "The reply ran into Llm:MaxOutputTokens.")
            : string.IsNullOrWhiteSpace(text)
                ? ModelAttempt.Failed(FallbackReason.LlmInvalidReply, "The reply has no text.")
            : ModelAttempt.Of(text);
    }

    private static ModelUsage Usage(JsonElement reply, string model)
    {
        var usage = Field(reply, "usage") ?? default;
        var input = Tokens(usage, "prompt_tokens");
        var cached = Field(usage, "prompt_tokens_details") is { } details ? Tokens(details, "cached_tokens") : 0;
        return new ModelUsage(
            Text(reply, "model") is { Length: > 0 } name ? name : model,
            input,
            Math.Min(cached, input),
            Tokens(usage, "completion_tokens")
        );
    }

    private static int Tokens(JsonElement json, string name) =>
        Field(json, name) is { ValueKind: JsonValueKind.Number } number
        && number.TryGetInt32(out var tokens)
        && tokens is >= 0 and <= MostTokens
            ? tokens
            : 0;

    private static JsonElement? Field(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var field) ? field : null;

    private static string? Text(JsonElement json, string name) =>
        Field(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
