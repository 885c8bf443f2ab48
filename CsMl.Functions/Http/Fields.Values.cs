using System.Globalization;
using System.Text;
using System.Text.Json;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Json;

namespace CsMl.Functions.Http;

/// <summary>Reads texts, enum names, dates, numbers and flags.</summary>
internal sealed partial class Fields
{
    /// <summary>A text that is not blank; null if it is absent and optional.</summary>
    public string? Text(string name, int most, bool required = false)
    {
        var value = Find(name);
        if (IsAbsent(value))
        {
            if (required)
            {
                Fail(name, $"is missing; write a text of 1 to {most} characters");
            }

            return null;
        }

        if (TextOf(value)?.Trim() is { Length: > 0 } trimmed && trimmed.Length <= most)
        {
            return trimmed;
        }

        Fail(name, $"is not a text of 1 to {most} characters; write one");
        return null;
    }

    /// <summary>A value of an enum, by its name; null if it is absent.</summary>
    public T? Word<T>(string name)
        where T : struct, Enum => IsAbsent(Find(name)) ? null : Enum.GetValues<T>()[OneOf(name, EnumNames.All<T>())];

    /// <summary>The index of the given word; 0 if none is given and none is required.</summary>
    public int OneOf(string name, IReadOnlyList<string> words, bool required = false)
    {
        var value = Find(name);
        if (IsAbsent(value) && !required)
        {
            return 0;
        }

        var text = TextOf(value);
        for (var i = 0; i < words.Count; i++)
        {
            if (text == words[i])
            {
                return i;
            }
        }

        Fail(name, $"is none of its values; write one of {string.Join(", ", words)}");
        return 0;
    }

    /// <summary>A date or a date and time in ISO 8601; null if it is absent.</summary>
    public DateTimeOffset? Instant(string name)
    {
        var value = Find(name);
        if (IsAbsent(value))
        {
            return null;
        }

        if (TextOf(value) is { } text && InstantText.TryParse(Encoding.UTF8.GetBytes(text), out var instant))
        {
            return instant;
        }

        Fail(name, InstantText.Rule);
        return null;
    }

    public bool Flag(string name)
    {
        var value = Find(name);
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False:
                return false;
            case JsonValueKind.True:
                return true;
            case JsonValueKind.String when _isQuery && value.GetString() is "true" or "false":
                return value.GetString() == "true";
            default:
                Fail(name, "is not a flag; write true or false");
                return false;
        }
    }

    public int Whole(string name, int min, int max, int otherwise)
    {
        var value = Find(name);
        if (IsAbsent(value))
        {
            return otherwise;
        }

        var number = NumberIn(value);
        if (number >= min && number <= max && Math.Floor(number) == number)
        {
            return (int)number;
        }

        Fail(name, $"is not a whole number from {min} to {max}; write one");
        return otherwise;
    }

    public double Number(string name, double min, double max, double otherwise)
    {
        var value = Find(name);
        if (IsAbsent(value))
        {
            return otherwise;
        }

        var number = NumberIn(value);
        if (number >= min && number <= max)
        {
            return number;
        }

        Fail(name, FormattableString.Invariant($"is not a number from {min} to {max}; write one"));
        return otherwise;
    }

    /// <summary>NaN if the value is not a number.</summary>
    private double NumberIn(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetDouble(out var number) => number,
            JsonValueKind.String
                when _isQuery
                    && double.TryParse(
                        value.GetString(),
                        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                        CultureInfo.InvariantCulture,
                        out var number
                    ) => number,
            _ => double.NaN,
        };
}
