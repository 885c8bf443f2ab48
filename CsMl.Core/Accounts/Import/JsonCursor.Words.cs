using System.Text;
using System.Text.Json;

namespace CsMl.Core.Accounts.Import;

/// <summary>Reads words: those of a vocabulary, those that CRMs spell in their own ways, and free ones.</summary>
internal ref partial struct JsonCursor
{
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

    public T? OneOf<T>()
        where T : struct, Enum
    {
        if (!Expect(JsonTokenType.String, Vocabulary<T>.Rule))
        {
            return null;
        }

        var word = Trimmed();
        if (word.IsEmpty)
        {
            return null;
        }

        if (Vocabulary<T>.TryFind(word, out var value))
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
        if (!Expect(JsonTokenType.String, Vocabulary<T>.Rule))
        {
            return true;
        }

        if (Vocabulary<T>.TryFind(Trimmed(), out var known))
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

    /// <summary>The text at the cursor, in an import without white space at its ends.</summary>
    private readonly ReadOnlySpan<byte> Trimmed() =>
        notes is { IsLenient: true } ? Encoding.UTF8.GetBytes(CellText.Trim(_reader.GetString()!)) : Unescaped();
}
