using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// The error of a refused request: <c>{"error":{"message","param","code"}}</c> as from OpenAI, or any other body.
/// </summary>
/// <param name="Message">
/// May repeat the prompt or a part of a key, so it is evaluated here and never logged or returned.
/// </param>
internal sealed partial record ServerError(string? Code, string? Parameter, string Message)
{
    /// <summary>True if the server's content filter refused the prompt or the reply.</summary>
    public bool IsFiltered =>
        Code is "content_filter" or "content_policy_violation" or "ResponsibleAIPolicyViolation"
        || Message.Contains("content_filter_result", StringComparison.Ordinal)
        || Message.Contains("ResponsibleAIPolicyViolation", StringComparison.Ordinal);

    /// <summary>True if the paid quota is used up, so that a retry cannot succeed.</summary>
    public bool IsOutOfQuota => Code is "insufficient_quota" or "billing_hard_limit_reached";

    /// <summary>True if the content of the prompt was refused, whatever else the message mentions.</summary>
    public bool IsAboutContent =>
        IsFiltered
        || Code is "context_length_exceeded" or "string_above_max_length"
        || Message.Contains("context length", StringComparison.OrdinalIgnoreCase);

    /// <summary>The error code for the log; null unless it is a plain word.</summary>
    public string? PlainCode => Code is not null && Plain().IsMatch(Code) ? Code : null;

    public static ServerError Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            var error = Field(root, "error") is { ValueKind: JsonValueKind.Object } inner ? inner : root;
            // The whole body serves as the message, because each server puts the reason in another place.
            return new ServerError(Text(error, "code"), Text(error, "param"), root.GetRawText());
        }
        // InvalidOperationException: the JSON parser accepts an unpaired surrogate, but reading it as text throws.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new ServerError(null, null, Encoding.UTF8.GetString(body.Span));
        }
    }

    /// <summary>True if the error is about a request field: the field it names, or else a field it mentions.</summary>
    public bool IsAbout(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Parameter is { Length: > 0 } named)
            {
                if (named == word || named.StartsWith(word + ".", StringComparison.Ordinal))
                {
                    return true;
                }
            }
            else if (Message.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static JsonElement? Field(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var field) ? field : null;

    private static string? Text(JsonElement json, string name) =>
        Field(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    [GeneratedRegex("^[A-Za-z0-9_.-]{1,64}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}
