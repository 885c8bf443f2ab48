using System.Text.Json;
using CsMl.Core.Json;

namespace CsMl.Functions.Http;

/// <summary>Texts, dates, words and lists.</summary>
internal sealed partial class Fields
{
    /// <summary>True where the field is there, be it null.</summary>
    public bool Has(string name) => find(name).ValueKind != JsonValueKind.Undefined;

    public bool IsNull(string name) => IsAbsent(find(name));

    /// <summary>A text with something in it; null where it is absent and may be.</summary>
    public string? Text(string name, int most, bool required = false)
    {
        var value = find(name);
        if (IsAbsent(value))
        {
            if (required)
            {
                Fail(name, $"is missing; write a text of 1 to {most} characters");
            }

            return null;
        }

        if (TextOf(value) is { } text && text.Trim() is { Length: > 0 } trimmed && trimmed.Length <= most)
        {
            return trimmed;
        }

        Fail(name, $"is not a text of 1 to {most} characters; write one");
        return null;
    }

    /// <summary>One of a closed vocabulary; null where it is absent.</summary>
    public T? Word<T>(string name)
        where T : struct, Enum => IsAbsent(find(name)) ? null : Enum.GetValues<T>()[OneOf(name, EnumNames.All<T>())];

    /// <summary>The objects of a list; none where it is absent.</summary>
    public IReadOnlyList<Fields> List(string name, int most)
    {
        var value = find(name);
        if (IsAbsent(value))
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > most)
        {
            Fail(name, $"is not a list of at most {most} objects; write [ … ]");
            return [];
        }

        var items = new List<Fields>();
        foreach (var item in value.EnumerateArray())
        {
            var place = $"{name}[{items.Count}]";
            if (item.ValueKind != JsonValueKind.Object)
            {
                Fail(place, "is not an object; write { … }");
            }

            items.Add(new Fields(inner => Property(item, inner), $"{prefix}{place}.", errors, isQuery));
        }

        return items;
    }

    /// <summary>Says of the object as a whole what is wrong with it.</summary>
    public void Reject(string name, string message) => Fail(name, message);
}
