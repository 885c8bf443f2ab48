using System.Text.Json;
using CsMl.Core.Predictions;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>Reads a chat completion and its reported usage. Usage is also read if there is no completion.</summary>
internal static class ReadCompletion
{
    /// <exception cref="JsonException">The body is incomplete or not JSON, such as a proxy page.</exception>
    /// <param name="asked">Size of the request in bytes.</param>
    public static (ModelAttempt Attempt, ModelBill Bill) Of(ReadOnlyMemory<byte> body, int asked, LlmOptions settings)
    {
        using var json = JsonDocument.Parse(body);
        try
        {
            var attempt = Message(json.RootElement);
            var model = Text(json.RootElement, "model") is { Length: > 0 } name ? name : settings.Model;
            var bill = ModelBill.Read(
                Field(json.RootElement, "usage") ?? default,
                model,
                asked,
                settings.MaxOutputTokens,
                hasText: attempt.Text is not null
            );
            return (attempt, bill);
        }
        catch (InvalidOperationException e)
        {
            // The JSON parser accepts an unpaired surrogate, but reading it as text throws.
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

    private static JsonElement? Field(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var field) ? field : null;

    private static string? Text(JsonElement json, string name) =>
        Field(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
