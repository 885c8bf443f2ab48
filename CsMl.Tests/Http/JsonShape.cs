using System.Text.Json;
using System.Text.RegularExpressions;

namespace CsMl.Tests.Http;

/// <summary>Checks that a JSON object has exactly the fields that a contract names, each of its type.</summary>
internal static partial class JsonShape
{
    /// <summary>
    /// Fields as <c>name:type</c>, parted by spaces. Types are text, number, whole, flag, instant, list, object, null; <c>?</c>
    /// behind one lets it be null; <c>a|b</c> are the words that a text may be.
    /// </summary>
    public static void Is(JsonElement value, string fields)
    {
        Assert.Equal(JsonValueKind.Object, value.ValueKind);
        var wanted = fields.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split(':', 2)).ToList();
        Assert.Equal(
            wanted.Select(w => w[0]).Order(StringComparer.Ordinal),
            value.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)
        );
        foreach (var field in wanted)
        {
            var found = value.GetProperty(field[0]);
            Assert.True(Fits(found, field[1]), $"{field[0]} is to be {field[1]} and is {found.GetRawText()}");
        }
    }

    public static void All(JsonElement list, string fields)
    {
        foreach (var item in list.EnumerateArray())
        {
            Is(item, fields);
        }
    }

    private static bool Fits(JsonElement value, string type) =>
        type.EndsWith('?')
            ? value.ValueKind == JsonValueKind.Null || Fits(value, type[..^1])
            : type switch
            {
                "text" => value.ValueKind == JsonValueKind.String,
                "number" => value.ValueKind == JsonValueKind.Number,
                "share" => value.ValueKind == JsonValueKind.Number && value.GetDouble() is >= 0 and <= 1,
                "whole" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
                "flag" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
                "instant" => value.ValueKind == JsonValueKind.String && Instant().IsMatch(value.GetString()!),
                "list" => value.ValueKind == JsonValueKind.Array,
                "object" => value.ValueKind == JsonValueKind.Object,
                "null" => value.ValueKind == JsonValueKind.Null,
                _ => value.ValueKind == JsonValueKind.String && type.Split('|').Contains(value.GetString()),
            };

    /// <summary>ISO 8601 in UTC, with a Z.</summary>
    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z$")]
    private static partial Regex Instant();
}
