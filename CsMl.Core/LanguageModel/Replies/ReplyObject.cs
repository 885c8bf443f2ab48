using System.Text.Json;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>
/// One object of a reply, read strictly: what is missing, unknown, twice there, of another type or beyond its bound
/// is a fault. A field that could not be read has a value all the same, which nobody sees.
/// </summary>
internal sealed class ReplyObject
{
    private readonly Dictionary<string, JsonElement> fields = new(StringComparer.Ordinal);
    private readonly string path;
    private readonly ReplyFaults faults;

    /// <param name="path">Where it stands, such as <c>riskFactors[2].</c>; empty for the whole reply.</param>
    /// <param name="names">Of all its fields.</param>
    public ReplyObject(JsonElement value, string path, ReplyFaults faults, params IReadOnlyList<string> names)
    {
        (this.path, this.faults) = (path, faults);
        var whole = path.Length == 0 ? "The reply" : path.TrimEnd('.');
        if (value.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"{whole} is {ReplyFaults.Kind(value)} and must be an object with {string.Join(", ", names)}");
            return;
        }

        foreach (var property in value.EnumerateObject())
        {
            var name = Unicode(() => property.Name) ?? "?";
            if (!names.Contains(name))
            {
                faults.Add($"{whole} has an unknown field {ReplyFaults.Quote(name)}, which must be left out");
            }
            else if (!fields.TryAdd(name, property.Value))
            {
                faults.Add($"{path}{name} is there twice and must be there once");
            }
        }

        foreach (var name in names)
        {
            if (!fields.ContainsKey(name))
            {
                faults.Add($"{path}{name} is missing and must be there");
            }
        }
    }

    /// <summary>Plain text that says something, at most so many characters.</summary>
    public string Text(string name, int most) =>
        fields.TryGetValue(name, out var value) ? Text(value, path + name, most, faults) : "";

    public static string Text(JsonElement value, string path, int most, ReplyFaults faults)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            faults.Add($"{path} is {ReplyFaults.Kind(value)} and must be a text");
        }
        else if (Unicode(() => value.GetString()!) is not { } raw)
        {
            faults.Add($"{path} holds half a character and must be valid Unicode");
        }
        else if (raw.Length > most)
        {
            faults.Add($"{path} has {raw.Length} characters and must have at most {most}");
        }
        else if (PlainTextRules.Clean(raw) is not { Length: > 0 } clean)
        {
            faults.Add($"{path} is empty and must say something");
        }
        else if (PlainTextRules.Smuggled(clean) is { } what)
        {
            faults.Add($"{path} holds {what} and must be plain text");
        }
        else
        {
            return PlainTextRules.Unlink(clean);
        }

        return "";
    }

    /// <summary>A number from 0 to 1; one beyond is refused, never clamped.</summary>
    public double Share(string name)
    {
        if (!fields.TryGetValue(name, out var value))
        {
            return 0;
        }

        if (value.ValueKind != JsonValueKind.Number)
        {
            faults.Add($"{path}{name} is {ReplyFaults.Kind(value)} and must be a number from 0 to 1, such as 0.35");
        }
        else if (!value.TryGetDouble(out var number) || !(number is >= 0 and <= 1))
        {
            faults.Add(
                $"{path}{name} is {ReplyFaults.Quote(value.GetRawText())} and must be from 0 to 1, such as 0.35"
            );
        }
        else
        {
            return number;
        }

        return 0;
    }

    /// <summary>One of the words, spelled as they are.</summary>
    public string Word(string name, IEnumerable<string> words)
    {
        var text = "";
        if (fields.TryGetValue(name, out var value))
        {
            if (value.ValueKind != JsonValueKind.String)
            {
                faults.Add($"{path}{name} is {ReplyFaults.Kind(value)} and must be one of {string.Join(", ", words)}");
            }
            else if ((text = Unicode(() => value.GetString()!) ?? "?") is var word && !words.Contains(word))
            {
                faults.Add($"{path}{name} is {ReplyFaults.Quote(word)} and must be one of {string.Join(", ", words)}");
            }
        }

        return text;
    }

    /// <summary>A list of one entry or more, up to a bound.</summary>
    /// <param name="read">Reads an entry that stands at a path.</param>
    public IReadOnlyList<T> List<T>(string name, int most, Func<JsonElement, string, T> read)
    {
        if (!fields.TryGetValue(name, out var value))
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            faults.Add($"{path}{name} is {ReplyFaults.Kind(value)} and must be a list");
            return [];
        }

        if (value.GetArrayLength() is var length && (length == 0 || length > most))
        {
            faults.Add($"{path}{name} has {length} entries and must have 1 to {most}");
            return [];
        }

        return [.. value.EnumerateArray().Select((entry, i) => read(entry, $"{path}{name}[{i}]"))];
    }

    /// <summary>The text, or null where it holds an escape such as <c>\ud800</c> for half a character, which the reader throws at.</summary>
    private static string? Unicode(Func<string> text)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
