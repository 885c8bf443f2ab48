using System.Text.Json;
using CsMl.Core.Json;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>
/// Reads one object of a reply strictly: a field that is missing, unknown, duplicated, of another type or beyond its
/// limit is a fault. A field that could not be read has an empty value, which is never used.
/// </summary>
internal sealed class ReplyObject : FieldReader
{
    private readonly Dictionary<string, JsonElement> _fields;

    /// <param name="name">Path of the object, such as <c>riskFactors[2]</c>; empty for the whole reply.</param>
    /// <param name="names">Names of all its fields.</param>
    public ReplyObject(JsonElement value, string name, FieldErrors faults, params IReadOnlyList<string> names)
        : this(new Dictionary<string, JsonElement>(StringComparer.Ordinal), name, faults)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            faults.Add(name, $"is {ReplyFaults.Kind(value)} and must be an object with {string.Join(", ", names)}");
            return;
        }

        foreach (var property in value.EnumerateObject())
        {
            var field = NameOf(property) ?? "?";
            if (!names.Contains(field))
            {
                faults.Add(name, $"has an unknown field {ReplyFaults.Quote(field)}, which must be left out");
            }
            else if (!_fields.TryAdd(field, property.Value))
            {
                Fail(field, "is there twice and must be there once");
            }
        }

        foreach (var missing in names.Where(field => !_fields.ContainsKey(field)))
        {
            Fail(missing, "is missing and must be there");
        }
    }

    private ReplyObject(Dictionary<string, JsonElement> fields, string name, FieldErrors faults)
        : base(field => fields.GetValueOrDefault(field), name.Length == 0 ? "" : name + ".", faults) =>
        _fields = fields;

    /// <summary>Reads plain text of at least one character.</summary>
    public string Text(string name, int most) => Text(Find(name), name, most);

    /// <summary>Reads a number from 0 to 1; one outside is rejected and never clamped.</summary>
    public double Share(string name)
    {
        var value = Find(name);
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined:
                break;
            case not JsonValueKind.Number:
                Fail(name, $"is {ReplyFaults.Kind(value)} and must be a number from 0 to 1, such as 0.35");
                break;
            default:
                if (value.TryGetDouble(out var number) && number is >= 0 and <= 1)
                {
                    return number;
                }

                Fail(name, $"is {ReplyFaults.Quote(value.GetRawText())} and must be from 0 to 1, such as 0.35");
                break;
        }

        return 0;
    }

    /// <summary>Reads one of the given words, spelled exactly.</summary>
    public string Word(string name, IEnumerable<string> words)
    {
        var value = Find(name);
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            return "";
        }

        var word = TextOf(value) ?? "?";
        if (value.ValueKind != JsonValueKind.String || !words.Contains(word))
        {
            var given = value.ValueKind == JsonValueKind.String ? ReplyFaults.Quote(word) : ReplyFaults.Kind(value);
            Fail(name, $"is {given} and must be one of {string.Join(", ", words)}");
        }

        return word;
    }

    /// <summary>Reads a list of texts.</summary>
    public IReadOnlyList<string> Texts(string name, int most, int mostCharacters) =>
        [.. List(name, most).Select(entry => Text(entry.Value, entry.Name, mostCharacters))];

    /// <summary>Reads a list of objects.</summary>
    /// <param name="read">Reads an entry, given its value and its path.</param>
    public IReadOnlyList<T> Objects<T>(string name, int most, Func<JsonElement, string, T> read) =>
        [.. List(name, most).Select(entry => read(entry.Value, PathOf(entry.Name)))];

    /// <summary>The entries of a list with at least one entry and at most the limit.</summary>
    private IEnumerable<(JsonElement Value, string Name)> List(string name, int most)
    {
        var value = Find(name);
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined:
                break;
            case not JsonValueKind.Array:
                Fail(name, $"is {ReplyFaults.Kind(value)} and must be a list");
                break;
            default:
                var length = value.GetArrayLength();
                if (length > 0 && length <= most)
                {
                    return Entries(value, name);
                }

                Fail(name, $"has {length} entries and must have 1 to {most}");
                break;
        }

        return [];
    }

    private string Text(JsonElement value, string name, int most)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            return "";
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Fail(name, $"is {ReplyFaults.Kind(value)} and must be a text");
        }
        else if (TextOf(value) is not { } raw)
        {
            Fail(name, "holds half a character and must be valid Unicode");
        }
        else if (raw.Length > most)
        {
            Fail(name, $"has {raw.Length} characters and must have at most {most}");
        }
        else if (PlainTextRules.Clean(raw) is not { Length: > 0 } clean)
        {
            Fail(name, "is empty and must say something");
        }
        else if (PlainTextRules.Smuggled(clean) is { } what)
        {
            Fail(name, $"holds {what} and must be plain text");
        }
        else
        {
            return PlainTextRules.Unlink(clean);
        }

        return "";
    }

    /// <summary>Null if the name has an unpaired surrogate escape.</summary>
    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
