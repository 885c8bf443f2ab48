using System.Text.Json;
using System.Text.RegularExpressions;
using CsMl.Core.Predictions;
using static CsMl.Core.LanguageModel.Client.ReadMessage;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>Reads a chat completion and its reported usage. Usage is also read if there is no completion.</summary>
internal static partial class ReadCompletion
{
    /// <param name="asked">Size of the request in bytes.</param>
    /// <returns>The attempt is null if the body is no completion but an error, named or not.</returns>
    /// <exception cref="JsonException">The body is incomplete or not JSON, such as a proxy page.</exception>
    public static (ModelAttempt? Attempt, ModelBill Bill) Of(ReadOnlyMemory<byte> body, int asked, LlmOptions settings)
    {
        using var json = JsonDocument.Parse(body);
        try
        {
            var root = json.RootElement;
            var attempt = Attempt(root);
            // The name is shown with the prediction, so a text that is no name is not taken over.
            var model = String(root, "model") is { } name && Name().IsMatch(name) ? name : settings.Model;
            var bill = ModelBill.Read(
                Field(root, "usage") ?? default,
                model,
                asked,
                settings.MaxOutputTokens,
                hasText: attempt?.Text is not null
            );
            return (attempt, bill);
        }
        catch (InvalidOperationException e)
        {
            // The JSON parser accepts an unpaired surrogate, but reading it as text throws.
            throw new JsonException("Not Unicode.", e);
        }
    }

    private static ModelAttempt? Attempt(JsonElement reply)
    {
        ModelAttempt? first = null;
        foreach (var choice in Choices(reply))
        {
            if (Field(choice, "error") is not null || String(choice, "finish_reason") == "error")
            {
                return null;
            }

            // Some gateways give the text and the calls of tools in a choice each.
            var attempt = Choice(choice);
            if (attempt.Text is not null)
            {
                return attempt;
            }

            first ??= attempt;
        }

        return first;
    }

    private static IEnumerable<JsonElement> Choices(JsonElement reply) =>
        Field(reply, "choices") switch
        {
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
            { } one => [one],
            // The form of servers' own APIs has one message and no choices.
            null => Field(reply, "message") is { ValueKind: JsonValueKind.Object } ? [reply] : [],
        };

    private static ModelAttempt Choice(JsonElement choice)
    {
        var message = ReadMessage.Of(choice);
        if (message.ValueKind != JsonValueKind.Object)
        {
            return ModelAttempt.Failed(FallbackReason.LlmInvalidReply, "The reply is no chat completion.");
        }

        var finish = String(choice, "finish_reason") ?? String(choice, "done_reason");
        if (finish == "content_filter")
        {
            return ModelAttempt.Failed(
                FallbackReason.LlmContentFiltered,
                "The reply was held back by a content filter."
            );
        }

        if (String(message, "refusal") is { Length: > 0 })
        {
            return ModelAttempt.Failed(FallbackReason.LlmContentFiltered, "The model declined to answer.");
        }

        return Said(ReadMessage.Text(message), Thoughts(message), isCut: finish == "length");
    }

    /// <summary>
    /// A text that was cut is passed on if it may hold a whole object, and so are thoughts, marked as such: some
    /// servers take a whole reply for thoughts.
    /// </summary>
    private static ModelAttempt Said(string text, string thoughts, bool isCut)
    {
        var isSilent = string.IsNullOrWhiteSpace(text);
        var hasThoughts = !string.IsNullOrWhiteSpace(thoughts);
        var may = isSilent ? thoughts : text;
        return (isCut || isSilent) && !may.Contains('}', StringComparison.Ordinal)
            ? isSilent && hasThoughts
                ? ModelAttempt.Failed(
                    FallbackReason.LlmThoughtsOnly,
                    isCut
                        ? "The model's thoughts ran into Llm:MaxOutputTokens."
                        : "The model thought and did not answer."
                )
                : ModelAttempt.Failed(
                    FallbackReason.LlmInvalidReply,
                    isCut ? "The reply ran into Llm:MaxOutputTokens." : "The reply has no text."
                )
            : ModelAttempt.Of(isSilent ? $"<think>{thoughts}</think>" : text);
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9 ._:/@+()#-]{0,99}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
