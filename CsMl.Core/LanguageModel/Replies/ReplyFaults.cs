using System.Text.Json;
using CsMl.Core.Json;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>
/// Formulates the faults of a reply so that a model can correct them. There is only one correction attempt, so the
/// first few faults are reported together. At most 72 characters of the reply are quoted, because text that misled a
/// model once should not be sent to it again.
/// </summary>
internal static class ReplyFaults
{
    private const int Most = 3;
    private const int MostQuoted = 24;

    public static FieldErrors None => new(Most);

    /// <summary>One sentence, or null if there are no faults.</summary>
    public static string? Sentence(FieldErrors faults) =>
        faults.All.Count == 0
            ? null
            : string.Join("; ", faults.All.Select(f => $"{(f.Field.Length == 0 ? "The reply" : f.Field)} {f.Message}"))
                + ".";

    public static string Quote(string text)
    {
        var clean = PlainTextRules.Clean(text);
        return clean.Length <= MostQuoted ? $"\"{clean}\"" : $"\"{clean[..(MostQuoted - 1)]}…\"";
    }

    public static string Kind(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "a text",
            JsonValueKind.Number => "a number",
            JsonValueKind.Null => "null",
            _ => "true or false",
        };
}
