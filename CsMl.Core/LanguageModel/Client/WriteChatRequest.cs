using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>Writes a question as the body of a chat completion request.</summary>
internal static class WriteChatRequest
{
    // The body is read by a JSON parser and never shown in HTML. Escaping all non-ASCII characters would double its
    // size for many languages.
    private static readonly JsonWriterOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(ModelQuestion question, LlmOptions settings, ServerCapabilities manners)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plainly))
        {
            json.WriteStartObject();
            json.WriteString("model", settings.Model);
            // Some gateways stream unless they are told not to.
            json.WriteBoolean("stream", manners.Streams);
            WriteMessages(json, question, manners);
            WriteFormat(json, question.Shape, manners.Format);
            json.WriteNumber(manners.Limit, manners.OutputTokens(settings));
            if (manners.SendsTemperature && settings.Temperature is { } temperature)
            {
                json.WriteNumber("temperature", temperature);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteMessages(Utf8JsonWriter json, ModelQuestion question, ServerCapabilities manners)
    {
        var messages =
            manners.Shortened > 0 && question.Shorten is { } shorten ? shorten(manners.Shortened) : question.Messages;
        // Part of the first system message, because the templates of some open models reject a second one.
        var task =
            manners.Format == ReplyFormat.Schema
                ? messages[0].Text
                : $"{messages[0].Text}\n\n{InWords(question.Shape)}";
        json.WriteStartArray("messages");
        var rest = messages.Skip(1);
        if (manners.HasSystemRole)
        {
            WriteMessage(json, ModelRole.System, task);
        }
        else
        {
            WriteMessage(json, ModelRole.User, $"{task}\n\n{messages[1].Text}");
            rest = messages.Skip(2);
        }

        foreach (var message in rest)
        {
            WriteMessage(json, message.Role, message.Text);
        }

        json.WriteEndArray();
    }

    private static void WriteMessage(Utf8JsonWriter json, ModelRole role, string text)
    {
        json.WriteStartObject();
        json.WriteString("role", Role(role));
        json.WriteString("content", text);
        json.WriteEndObject();
    }

    /// <summary>In JSON mode, servers require the word JSON in the messages.</summary>
    private static string InWords(ReplyShape shape) =>
        "Reply with one JSON object and nothing else: no Markdown, no words before or after it. "
        + $"It must be valid under this JSON schema, with all of its fields and no others: {shape.Schema}";

    private static void WriteFormat(Utf8JsonWriter json, ReplyShape shape, ReplyFormat format)
    {
        if (format == ReplyFormat.Text)
        {
            return;
        }

        json.WriteStartObject("response_format");
        json.WriteString("type", format == ReplyFormat.Schema ? "json_schema" : "json_object");
        if (format == ReplyFormat.Schema)
        {
            json.WriteStartObject("json_schema");
            json.WriteString("name", shape.Name);
            json.WriteBoolean("strict", true);
            json.WritePropertyName("schema");
            json.WriteRawValue(shape.Schema);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string Role(ModelRole role) =>
        role switch
        {
            ModelRole.System => "system",
            ModelRole.User => "user",
            ModelRole.Assistant => "assistant",
            _ => throw new ArgumentOutOfRangeException(nameof(role), role, "No role of a chat."),
        };
}
