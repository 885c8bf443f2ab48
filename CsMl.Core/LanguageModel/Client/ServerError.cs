using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// What a server says of a request that it does not answer: <c>{"error":{"message","param","code"}}</c> as OpenAI does,
/// or anything else.
/// </summary>
/// <param name="Message">May repeat the prompt or part of a key, so it is read here and told to nobody.</param>
internal sealed partial record ServerError(string? Code, string? Parameter, string Message)
{
    /// <summary>The prompt, or the reply to it, is not allowed.</summary>
    public bool IsFiltered =>
        Code is "content_filter" or "content_policy_violation" or "ResponsibleAIPolicyViolation"
        || Message.Contains("content_filter_result", StringComparison.Ordinal)
        || Message.Contains("ResponsibleAIPolicyViolation", StringComparison.Ordinal);

    /// <summary>The money is spent, which no waiting mends.</summary>
    public bool IsOutOfQuota => Code is "insufficient_quota" or "billing_hard_limit_reached";

    /// <summary>What is refused is what was asked, whatever else the message mentions.</summary>
    public bool IsAboutContent =>
        IsFiltered
        || Code is "context_length_exceeded" or "string_above_max_length"
        || Message.Contains("context length", StringComparison.OrdinalIgnoreCase);

    /// <summary>Its code where that is a plain word, for the log.</summary>
    public string? PlainCode => Code is not null && Plain().IsMatch(Code) ? Code : null;

    public static ServerError Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            var error = Field(root, "error") is { ValueKind: JsonValueKind.Object } inner ? inner : root;
            // The whole of it as the message: where it hides the reason differs from server to server.
            return new ServerError(Text(error, "code"), Text(error, "param"), root.GetRawText());
        }
        // The second: half of a surrogate pair is JSON to the parser, and no text to the reader.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new ServerError(null, null, Encoding.UTF8.GetString(body.Span));
        }
    }

    /// <summary>Whether it is about a field of the request: the one it names, else one that it mentions.</summary>
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
