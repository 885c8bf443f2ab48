using System.Globalization;
using System.Text;
using System.Text.Json;
using CsMl.Core.Accounts.Vocabulary;
using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import;

/// <summary>Converts the current value to a text, id, score, amount, instant or flag.</summary>
internal ref partial struct JsonCursor
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public string? Text(int maxLength)
    {
        if (!Expect(JsonTokenType.String, "is not a text; write it in quotes"))
        {
            return null;
        }

        var text = notes is { IsLenient: true } ? CellText.Trim(_reader.GetString()!) : _reader.GetString()!;
        if (text.Length > maxLength)
        {
            Fail($"has {text.Length} characters; write at most {maxLength}");
            return null;
        }

        return HasAnything(text) ? text : null;
    }

    /// <summary>False for blanks, and for characters that nobody sees.</summary>
    private static bool HasAnything(string text) =>
        text.Length > 0 && (char.IsAsciiLetterOrDigit(text[0]) || !string.IsNullOrWhiteSpace(PrintableText.Of(text)));

    /// <summary>Reads an id: a text, or a whole number converted to its digits.</summary>
    public string? Id(int maxLength)
    {
        if (_reader.TokenType != JsonTokenType.Number)
        {
            return Text(maxLength);
        }

        var digits = _reader.ValueSpan;
        if (digits.Length > maxLength || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            FailValue("is not a whole number; write the id in quotes");
            return null;
        }

        return Encoding.ASCII.GetString(digits);
    }

    /// <summary>A percentage, 0–100.</summary>
    public double? Percent() => From0To(100);

    /// <summary>A health score of the input's scale, converted to 0–100.</summary>
    public double? Score()
    {
        var scale = notes?.Scale ?? HealthScale.Hundred;
        if (From0To(scale.Top) is not { } told || scale.Convert(told) is not { } score)
        {
            return null;
        }

        notes?.Score?.Invoke(score);
        return score;
    }

    private double? From0To(int top)
    {
        if (notes is not null && TextValue() is { } text)
        {
            return (double?)Reported(CellValue.Number(text, notes!.Numbers, top, notes.Style));
        }

        if (!Expect(JsonTokenType.Number, $"is not a number; write one {HealthScale.Range(top)}"))
        {
            return null;
        }

        if (
            !(ShortDecimal.TryParse(_reader.ValueSpan, out var value) || _reader.TryGetDouble(out value))
            || !(value >= 0 && value <= top)
        )
        {
            FailValue($"is out of range; write a number {HealthScale.Range(top)}");
            return null;
        }

        // -0 becomes 0, so that sentences show 0.
        return value + 0.0;
    }

    /// <summary>Reads an amount of money: a number, or a decimal in quotes, as CRMs write it.</summary>
    public decimal? Money() => Money(out _);

    /// <param name="currency">What an import's text says of the currency, as in <c>EUR 84,000</c>; null if nothing.</param>
    public decimal? Money(out string? currency)
    {
        currency = null;
        if (IsNothing())
        {
            return null;
        }

        if (notes is not null && TextValue() is { } text)
        {
            var read = Reported(CellValue.Number(text, notes!.Numbers, top: null, notes.Style));
            currency = read is null ? null : NumberText.Currency(text);
            return read;
        }

        var amount = 0m;
        var isAmount = _reader.TokenType switch
        {
            JsonTokenType.Number => decimal.TryParse(_reader.ValueSpan, NumberStyles.Float, Invariant, out amount),
            JsonTokenType.String => decimal.TryParse(_reader.GetString(), NumberStyles.Float, Invariant, out amount),
            _ => false,
        };
        if (isAmount && Math.Abs(amount) <= CellValue.MostMoney)
        {
            return amount;
        }

        FailValue("is not an amount; write a number such as 12000.50");
        _reader.Skip();
        return null;
    }

    /// <summary>The ISO 4217 code of a currency, which may be written as its sign or name.</summary>
    public string? Currency()
    {
        if (Text(TextLimits.Short) is not { } word)
        {
            return null;
        }

        if (CurrencyWords.Of(word) is { } code)
        {
            return code;
        }

        FailValue(CurrencyWords.Rule);
        return null;
    }

    /// <summary>The currency that the text of an amount had, unless the object names one.</summary>
    /// <param name="told">The object's own.</param>
    /// <param name="mark">What <see cref="Money(out string?)"/> found.</param>
    public string? CurrencyOf(string? told, string? mark)
    {
        var (code, problem) = CurrencyWords.Join(told, mark);
        if (problem is not null)
        {
            Report(PathOf("currency"), problem);
        }

        return code;
    }

    public DateTimeOffset? Instant()
    {
        if (notes is { IsLenient: true } && ReadInstant(out var written))
        {
            return written;
        }

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
        if (notes is not null && TextValue() is { } text)
        {
            return Reported(CellValue.Flag(text));
        }

        switch (_reader.TokenType)
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

    /// <summary>
    /// Reads whether the account left, for a backtest: true, false, 1 or 0. Any other value is unknown and not an
    /// error.
    /// </summary>
    public bool? Label()
    {
        var label = _reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.Number when _reader.TryGetInt32(out var n) && n is 0 or 1 => n == 1,
            _ => (bool?)null,
        };
        _reader.Skip();
        return label;
    }

    /// <summary>
    /// The text at the cursor, unescaped. Encoders escape more than necessary: .NET escapes the plus sign of an offset.
    /// </summary>
    private readonly ReadOnlySpan<byte> Unescaped() =>
        _reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(_reader.GetString()!) : _reader.ValueSpan;

    /// <summary>True for null, and for an empty text, which is no value whatever the field.</summary>
    private readonly bool IsNothing()
    {
        if (_reader.TokenType == JsonTokenType.Null)
        {
            NoteEmptied();
            return true;
        }

        return _reader is { TokenType: JsonTokenType.String, ValueSpan.IsEmpty: true };
    }

    /// <summary>In an import the text of a value that is no text by its nature; null for any other.</summary>
    private readonly string? TextValue() =>
        notes is { IsLenient: true }
        && _reader is { TokenType: JsonTokenType.String, ValueSpan.IsEmpty: false }
        && CellText.Trim(_reader.GetString()!) is { Length: > 0 } text
            ? text
            : null;

    /// <summary>Reads a date that is not ISO 8601, or the seconds or milliseconds since 1970; false if it is none.</summary>
    private bool ReadInstant(out DateTimeOffset? instant)
    {
        instant = null;
        if (_reader.TokenType == JsonTokenType.Number && _reader.TryGetInt64(out var count))
        {
            instant = DateText.OfEpoch(count);
            return instant is not null;
        }

        if (TextValue() is not { } text)
        {
            return _reader is { TokenType: JsonTokenType.String };
        }

        instant = Reported(CellValue.Instant(text, notes!.Dates, notes.Style));
        return true;
    }

    /// <summary>The value, or null after its problem was reported.</summary>
    private T? Reported<T>((T? Value, string? Problem) read)
        where T : struct
    {
        if (read.Problem is { } problem)
        {
            Fail(problem);
        }

        return read.Value;
    }

    /// <summary>
    /// True if the value has this token type. Null and an empty text give false without an error; any other value is
    /// reported and skipped.
    /// </summary>
    private bool Expect(JsonTokenType token, string otherwise)
    {
        if (_reader.TokenType == token && (token != JsonTokenType.String || !_reader.ValueSpan.IsEmpty))
        {
            return true;
        }

        if (IsNothing())
        {
            return false;
        }

        FailValue(otherwise);
        _reader.Skip();
        return false;
    }
}
