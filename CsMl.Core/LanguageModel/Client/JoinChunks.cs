using System.Buffers;
using System.Text;
using System.Text.Json;
using static CsMl.Core.LanguageModel.Client.ReadMessage;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>Joins the chunks of a stream to the completion that the server would have sent without one.</summary>
internal sealed class JoinChunks
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _thoughts = new();
    private readonly StringBuilder _refusal = new();
    private string? _finish;
    private string? _model;
    private string? _usage;
    private string? _error;
    private bool _hasChoice;

    /// <param name="isError">True if the stream calls the chunk an error.</param>
    public void Add(JsonElement chunk, bool isError)
    {
        _model = String(chunk, "model") ?? _model;
        _usage = Field(chunk, "usage")?.GetRawText() ?? _usage;
        _error ??= Field(chunk, "error")?.GetRawText() ?? (isError ? chunk.GetRawText() : null);
        if (Field(chunk, "choices") is { ValueKind: JsonValueKind.Array } choices)
        {
            foreach (var choice in choices.EnumerateArray())
            {
                AddChoice(choice, isWhole: Field(choice, "message") is not null);
            }
        }
        else if (Field(chunk, "message") is { ValueKind: JsonValueKind.Object })
        {
            AddChoice(chunk, isWhole: false);
        }
    }

    /// <summary>The completion, or the error that the stream ended with.</summary>
    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model", _model);
            if (_error is { } error)
            {
                json.WritePropertyName("error");
                json.WriteRawValue(error);
            }
            else if (_hasChoice)
            {
                WriteChoice(json);
            }

            if (_usage is { } usage)
            {
                json.WritePropertyName("usage");
                json.WriteRawValue(usage);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <param name="isWhole">True for a message that repeats what came in parts.</param>
    private void AddChoice(JsonElement choice, bool isWhole)
    {
        var message = ReadMessage.Of(choice);
        _hasChoice = true;
        _error ??= Field(choice, "error")?.GetRawText();
        _finish = String(choice, "finish_reason") ?? String(choice, "done_reason") ?? _finish;
        if (isWhole && ReadMessage.Text(message).Length > 0)
        {
            _text.Clear();
            _thoughts.Clear();
        }

        _text.Append(ReadMessage.Text(message));
        _thoughts.Append(Thoughts(message));
        _refusal.Append(String(message, "refusal"));
    }

    private void WriteChoice(Utf8JsonWriter json)
    {
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteStartObject("message");
        json.WriteString("content", _text.ToString());
        json.WriteString("reasoning_content", _thoughts.ToString());
        json.WriteString("refusal", _refusal.ToString());
        json.WriteEndObject();
        json.WriteString("finish_reason", _finish);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
