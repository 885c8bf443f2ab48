using System.Globalization;
using System.Text;
using System.Text.Json;
using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import;

/// <summary>Converts the current value to a text, id, score, amount, instant, flag or word.</summary>
internal ref partial struct JsonCursor
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public string? Text(int maxLength)
    {
        if (!Expect(JsonTokenType.String, "is not a text; write it in quotes"))
        {
            return null;
        }

        var text = _reader.GetString()!;
        if (text.Length > maxLength)
        {
            Fail($"has {text.Length} characters; write at most {maxLength}");
            return null;
        }

        return text.Length == 0 ? null : text;
    }

    /// <summary>Reads a word. A known spelling returns a shared string instead of a new one.</summary>
    public string? Word(int maxLength, byte[][] known, string[] spelled)
    {
        if (_reader.TokenType == JsonTokenType.String && !_reader.ValueIsEscaped)
        {
            for (var i = 0; i < known.Length; i++)
            {
                if (_reader.ValueSpan.SequenceEqual(known[i]))
                {
                    return spelled[i];
                }
            }
        }

        return Text(maxLength);
    }

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
    public double? Score() => From0To(scale.Top) is { } score ? scale.Convert(score) : null;

    private double? From0To(int top)
    {
        if (!Expect(JsonTokenType.Number, $"is not a number; write one from 0 to {top}"))
        {
            return null;
        }

        if (
            !(ShortDecimal.TryParse(_reader.ValueSpan, out var value) || _reader.TryGetDouble(out value))
            || !(value >= 0 && value <= top)
        )
        {
            FailValue(
                $"is out of range; write a number from 0 to {top}{(top < HealthScale.Hundred.Top ? ", or set Health:Scale to the highest score there is" : "")}"
            );
            return null;
        }

        // -0 becomes 0, so that sentences show 0.
        return value + 0.0;
    }

    /// <summary>Reads an amount of money: a number, or a decimal in quotes, as CRMs write it.</summary>
    public decimal? Money()
    {
        const decimal Most = 1_000_000_000_000_000m;
        if (_reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        var amount = 0m;
        var isAmount = _reader.TokenType switch
        {
            JsonTokenType.Number => decimal.TryParse(_reader.ValueSpan, NumberStyles.Float, Invariant, out amount),
            JsonTokenType.String => decimal.TryParse(_reader.GetString(), NumberStyles.Float, Invariant, out amount),
            _ => false,
        };
        if (isAmount && Math.Abs(amount) <= Most)
        {
            return amount;
        }

        FailValue("is not an amount; write a number such as 12000.50");
        _reader.Skip();
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

    public T? OneOf<T>()
        where T : struct, Enum
    {
        if (!Expect(JsonTokenType.String, Vocabulary<T>.Rule))
        {
            return null;
        }

        if (_reader.ValueSpan.IsEmpty)
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

    /// <summary>
    /// Reads a word of a vocabulary that CRMs spell in their own ways. False for a word that is unknown: it costs the
    /// value and not the account, and is counted.
    /// </summary>
    /// <param name="meaning">What a word other than the vocabulary's own means.</param>
    public bool TryOneOf<T>(Func<string, T?> meaning, out T? value)
        where T : struct, Enum
    {
        value = null;
        if (!Expect(JsonTokenType.String, Vocabulary<T>.Rule) || _reader.ValueSpan.IsEmpty)
        {
            return true;
        }

        if (Vocabulary<T>.TryFind(Unescaped(), out var known))
        {
            value = known;
            return true;
        }

        if (Text(TextLimits.Short) is { } word && (value = meaning(word)) is null)
        {
            CountUnknown(word);
            return false;
        }

        return true;
    }

    /// <summary>Reads a free word as it is, and counts it if it is unknown.</summary>
    public string? FreeWord(Predicate<string> isKnown)
    {
        var word = Text(TextLimits.Short);
        if (word is not null && !isKnown(word))
        {
            CountUnknown(word);
        }

        return word;
    }

    private void CountUnknown(string word)
    {
        var field = Encoding.UTF8.GetString(_name);
        var place =
            !_inside ? field
            : _item < 0 ? $"{_place}.{field}"
            : $"{_place}[].{field}";
        (_unknown ??= new WordCounts()).Add(new UnknownWord(place, word, 1));
    }

    /// <summary>
    /// The text at the cursor, unescaped. Encoders escape more than necessary: .NET escapes the plus sign of an offset.
    /// </summary>
    private readonly ReadOnlySpan<byte> Unescaped() =>
        _reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(_reader.GetString()!) : _reader.ValueSpan;

    /// <summary>
    /// True if the value has this token type. Null gives false without an error; any other value is reported and
    /// skipped.
    /// </summary>
    private bool Expect(JsonTokenType token, string otherwise)
    {
        if (_reader.TokenType == token)
        {
            return true;
        }

        if (_reader.TokenType != JsonTokenType.Null)
        {
            FailValue(otherwise);
            _reader.Skip();
        }

        return false;
    }
}
