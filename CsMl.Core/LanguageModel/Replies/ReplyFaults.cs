using System.Text.Json;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>
/// What is wrong with a reply, in words that a model can mend it by. There is one attempt at that, so the first few
/// faults are named together; of the reply itself at most 72 characters are quoted, because what misled a model once
/// should not be read to it again.
/// </summary>
internal sealed class ReplyFaults
{
    private const int Most = 3;
    private const int MostQuoted = 24;

    private readonly List<string> faults = new(Most);

    /// <summary>One sentence, or null where nothing is wrong.</summary>
    public string? Sentence => faults.Count == 0 ? null : string.Join("; ", faults) + ".";

    public void Add(string fault)
    {
        if (faults.Count < Most)
        {
            faults.Add(fault);
        }
    }

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
