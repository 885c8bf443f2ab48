using System.Globalization;
using System.Text;
using System.Text.Json;
using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import;

/// <summary>
/// Walks one JSON object in a single pass and turns each value into a fact or into an error that names its field.
/// A wrong value never stops the walk, so that a caller learns of all its mistakes at once; broken JSON does, as a
/// <see cref="JsonException"/>. Written by hand because scoring a file is bound by reading it.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> json)
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private Utf8JsonReader reader = new(json);
    private ReadOnlySpan<byte> name;
    private FieldNamesSeen outer;
    private FieldNamesSeen inner;
    private bool inside;
    private string? place;
    private int item;

    /// <summary>What was wrong, or null.</summary>
    public List<FieldError>? Errors { get; private set; }

    /// <summary>Steps into the root object; false where the root is something else.</summary>
    public bool Begin() => reader.Read() && reader.TokenType == JsonTokenType.StartObject;

    /// <summary>Throws where anything but white space follows the root.</summary>
    public void End() => reader.Read();

    /// <summary>Moves to the next field of the object, and onto its value.</summary>
    public bool NextField()
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.PropertyName)
        {
            return false;
        }

        name = Unescaped();
        ref var seen = ref inside ? ref inner : ref outer;
        if (!seen.Add(name))
        {
            Fail("is given twice; give it once");
        }

        reader.Read();
        return true;
    }

    public readonly bool Is(ReadOnlySpan<byte> field) => name.SequenceEqual(field);

    /// <summary>Passes over a value that the app does not know.</summary>
    public void Skip() => reader.Skip();

    /// <summary>Steps into a list of objects called <paramref name="field"/>; null is an empty list.</summary>
    public bool EnterList(string field)
    {
        if (!Expect(JsonTokenType.StartArray, "is not a list; write [ … ]"))
        {
            return false;
        }

        place = field;
        item = -1;
        return true;
    }

    /// <summary>Moves to the next object of the list and into it.</summary>
    public bool NextItem()
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            item++;
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                inside = true;
                inner.Clear();
                return true;
            }

            Report($"{place}[{item}]", "is not an object; write { … }");
            reader.Skip();
        }

        Leave();
        return false;
    }

    /// <summary>Steps into the object called <paramref name="field"/>; null is none.</summary>
    public bool EnterObject(string field)
    {
        if (!Expect(JsonTokenType.StartObject, "is not an object; write { … }"))
        {
            return false;
        }

        place = field;
        item = -1;
        inside = true;
        inner.Clear();
        return true;
    }

    /// <summary>Back on the root object.</summary>
    public void Leave()
    {
        inside = false;
        place = null;
    }

    public string? Text(int maxLength)
    {
        if (!Expect(JsonTokenType.String, "is not a text; write it in quotes"))
        {
            return null;
        }

        var text = reader.GetString()!;
        if (text.Length > maxLength)
        {
            Fail($"has {text.Length} characters; write at most {maxLength}");
            return null;
        }

        return text.Length == 0 ? null : text;
    }

    /// <summary>A word that repeats from account to account: a known spelling is shared instead of made anew.</summary>
    public string? Word(int maxLength, byte[][] known, string[] spelled)
    {
        if (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped)
        {
            for (var i = 0; i < known.Length; i++)
            {
                if (reader.ValueSpan.SequenceEqual(known[i]))
                {
                    return spelled[i];
                }
            }
        }

        return Text(maxLength);
    }

    /// <summary>An id: a text, or a whole number read as its digits.</summary>
    public string? Id(int maxLength)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            return Text(maxLength);
        }

        var digits = reader.ValueSpan;
        if (digits.Length > maxLength || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            FailValue("is not a whole number; write the id in quotes");
            return null;
        }

        return Encoding.ASCII.GetString(digits);
    }

    /// <summary>A score or a chance in percent.</summary>
    public double? From0To100()
    {
        if (!Expect(JsonTokenType.Number, "is not a number; write one from 0 to 100"))
        {
            return null;
        }

        if (
            !(ShortDecimal.TryParse(reader.ValueSpan, out var value) || reader.TryGetDouble(out value))
            || !(value is >= 0 and <= 100)
        )
        {
            FailValue("is out of range; write a number from 0 to 100");
            return null;
        }

        // -0 becomes 0, which is how a sentence would say it.
        return value + 0.0;
    }

    /// <summary>An amount of money: a number, or the decimal in quotes that the CRM writes.</summary>
    public decimal? Money()
    {
        const decimal Most = 1_000_000_000_000_000m;
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        var amount = 0m;
        var isAmount = reader.TokenType switch
        {
            JsonTokenType.Number => decimal.TryParse(reader.ValueSpan, NumberStyles.Float, Invariant, out amount),
            JsonTokenType.String => decimal.TryParse(reader.GetString(), NumberStyles.Float, Invariant, out amount),
            _ => false,
        };
        if (isAmount && Math.Abs(amount) <= Most)
        {
            return amount;
        }

        FailValue("is not an amount; write a number such as 12000.50");
        reader.Skip();
        return null;
    }

    public DateTimeOffset? Instant()
    {
        if (!Expect(JsonTokenType.String, InstantText.Rule))
        {
            return null;
        }

        if (InstantText.TryParse(Unescaped(), out var instant))
        {
            return instant;
        }

        FailValue(InstantText.Rule);
        return null;
    }

    public bool? Flag()
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            default:
                Expect(JsonTokenType.False, "is not a flag; write true or false");
                return null;
        }
    }

    /// <summary>What happened next, for a backtest: true, false, 1 or 0; anything else is unknown and no error.</summary>
    public bool? Label()
    {
        var label = reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.Number when reader.TryGetInt32(out var n) && n is 0 or 1 => n == 1,
            _ => (bool?)null,
        };
        reader.Skip();
        return label;
    }

    public T? OneOf<T>()
        where T : struct, Enum
    {
        if (!Expect(JsonTokenType.String, Vocabulary<T>.Rule))
        {
            return null;
        }

        if (reader.ValueSpan.IsEmpty)
        {
            return null;
        }

        if (Vocabulary<T>.TryFind(Unescaped(), out var value))
        {
            return value;
        }

        FailValue(Vocabulary<T>.Rule);
        return null;
    }

    /// <summary>Notes an error at the field that the cursor stands on.</summary>
    public void Fail(string message) =>
        Report(PathOf(Encoding.UTF8.GetString(name[..Math.Min(name.Length, 64)])), message);

    /// <summary>Notes that the value which the cursor stands on is wrong, and shows how it begins.</summary>
    /// <param name="rule">Goes on from the value, such as "is not …".</param>
    public void FailValue(string rule) => Fail(Shown() is { } value ? $"'{value}' {rule}" : rule);

    /// <summary>
    /// Notes that the object which the cursor stands in lacks a field, unless the field was there and wrong, by its
    /// own name or by its other one.
    /// </summary>
    public void Missing(string field, string? otherwise = null)
    {
        var path = PathOf(field);
        var other = otherwise is null ? path : PathOf(otherwise);
        if (Errors?.Exists(e => e.Field == path || e.Field == other) != true)
        {
            Report(path, "is missing; add it");
        }
    }

    /// <summary>The beginning of a text, number or flag, fit for a terminal; null for anything else.</summary>
    private readonly string? Shown()
    {
        const int Most = 40;
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            return null;
        }

        var text =
            reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
        var end =
            text.Length <= Most ? text.Length
            : char.IsHighSurrogate(text[Most - 1]) ? Most - 1
            : Most;
        return string.Create(
                end,
                text,
                static (shown, text) =>
                {
                    for (var i = 0; i < shown.Length; i++)
                    {
                        shown[i] = char.IsControl(text[i]) ? ' ' : text[i];
                    }
                }
            ) + (end < text.Length ? "…" : "");
    }

    private readonly string PathOf(string field) =>
        !inside ? field
        : item < 0 ? $"{place}.{field}"
        : $"{place}[{item}].{field}";

    /// <summary>Enough errors to mend an input; a hostile one does not grow the list for ever.</summary>
    private void Report(string field, string message)
    {
        const int Most = 50;
        Errors ??= [];
        if (Errors.Count < Most)
        {
            Errors.Add(new FieldError(field, message));
        }
    }

    /// <summary>The text that the cursor stands on. Encoders escape more than they must: .NET's the plus of an offset.</summary>
    private readonly ReadOnlySpan<byte> Unescaped() =>
        reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;

    /// <summary>True on the token asked for; null is no error and no value; anything else is reported and passed over.</summary>
    private bool Expect(JsonTokenType token, string otherwise)
    {
        if (reader.TokenType == token)
        {
            return true;
        }

        if (reader.TokenType != JsonTokenType.Null)
        {
            FailValue(otherwise);
            reader.Skip();
        }

        return false;
    }
}
