using System.Text;
using System.Text.Json;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// Collects what an error says, because each server says it in another place. What the error repeats of the request is
/// left out: a note of a customer must not pass for a word of the server.
/// </summary>
internal static class CollectWords
{
    private const int Most = 4_000;
    private const int MostDepth = 8;

    private static readonly string[] Repeated =
    [
        "input",
        "ctx",
        "body",
        "request",
        "messages",
        "prompt",
        "failed_generation",
        "choices",
        "usage",
        "url",
    ];

    public static void Of(JsonElement json, StringBuilder words, int depth = 0)
    {
        if (words.Length >= Most || depth > MostDepth)
        {
            return;
        }

        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                words.Append(Cut(json.GetString()!)).Append('\n');
                break;
            case JsonValueKind.Array:
                foreach (var inner in json.EnumerateArray())
                {
                    Of(inner, words, depth + 1);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in json.EnumerateObject())
                {
                    // An object that is called like a part of the request may be the error itself.
                    if (!Repeated.Contains(property.Name, StringComparer.Ordinal) || IsError(property.Value))
                    {
                        words.Append(property.Name).Append(' ');
                        Of(property.Value, words, depth + 1);
                    }
                }

                break;
        }
    }

    public static string Cut(string text) => text.Length > Most ? text[..Most] : text;

    private static bool IsError(JsonElement value) => ReadMessage.Field(value, "error") is not null;
}
