using System.Text;
using System.Text.Json;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// Reads the text of a message in the forms that servers give it: a string, a list of parts, an object, or the
/// arguments of a call of a tool.
/// </summary>
internal static class ReadMessage
{
    private static readonly string[] ThoughtFields =
    [
        "reasoning_content",
        "reasoning",
        "thinking",
        "reasoning_details",
    ];

    /// <summary>The message of a choice, or the part of one in a stream; undefined if there is none.</summary>
    public static JsonElement Of(JsonElement choice) =>
        Field(choice, "message") is { } message ? message
        : Field(choice, "delta") is { } delta ? delta
        // The older API for completions has the text beside the reason for its end.
        : Field(choice, "text") is not null ? choice
        : default;

    /// <summary>What the model says; empty if there is nothing.</summary>
    public static string Text(JsonElement message)
    {
        var content = Field(message, "content") ?? Field(message, "text") ?? default;
        var said =
            content.ValueKind == JsonValueKind.Object && Field(content, "text") is null
                ? content.EnumerateObject().Any()
                    ? content.GetRawText()
                    : ""
                : Join(content, thoughts: false);
        return string.IsNullOrWhiteSpace(said) && Arguments(message) is { Length: > 0 } arguments ? arguments : said;
    }

    /// <summary>What the model thought, as far as the server tells it apart.</summary>
    public static string Thoughts(JsonElement message)
    {
        foreach (var name in ThoughtFields)
        {
            if (Field(message, name) is { } field && Join(field, thoughts: null) is { Length: > 0 } thoughts)
            {
                return thoughts;
            }
        }

        return Join(Field(message, "content") ?? default, thoughts: true);
    }

    /// <summary>A string or the part of one in a stream; null if it is no string.</summary>
    public static string? String(JsonElement json, string name) =>
        Field(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>Null if the field is missing or null.</summary>
    public static JsonElement? Field(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty(name, out var field)
        && field.ValueKind != JsonValueKind.Null
            ? field
            : null;

    /// <summary>A schema is enforced by some servers as a tool that the model must call.</summary>
    private static string Arguments(JsonElement message)
    {
        var calls = Field(message, "tool_calls") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Select(call => Field(call, "function"))
            : [Field(message, "function_call")];
        var arguments = calls.Select(call => call is { } function ? Field(function, "arguments") : null);
        return string.Concat(
            arguments.Select(a =>
                a switch
                {
                    { ValueKind: JsonValueKind.String } text => text.GetString(),
                    { ValueKind: JsonValueKind.Object } json => json.GetRawText(),
                    _ => "",
                }
            )
        );
    }

    /// <param name="thoughts">True for the parts that are thoughts, false for the others, null for all.</param>
    private static string Join(JsonElement content, bool? thoughts)
    {
        var joined = new StringBuilder();
        Append(content, isThought: false);
        return joined.ToString();

        void Append(JsonElement part, bool isThought)
        {
            switch (part.ValueKind)
            {
                case JsonValueKind.String when thoughts is null || thoughts == isThought:
                    joined.Append(part.GetString());
                    break;
                case JsonValueKind.Array:
                    foreach (var inner in part.EnumerateArray())
                    {
                        Append(inner, isThought);
                    }

                    break;
                case JsonValueKind.Object:
                    var thinks = isThought || String(part, "type") is { } type && IsThought(type);
                    foreach (var name in (string[])["text", "thinking", "reasoning", "content", "summary", "value"])
                    {
                        Append(Field(part, name) ?? default, thinks);
                    }

                    break;
            }
        }
    }

    private static bool IsThought(string type) =>
        type.Contains("think", StringComparison.OrdinalIgnoreCase)
        || type.Contains("reason", StringComparison.OrdinalIgnoreCase);
}
