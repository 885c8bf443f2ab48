using System.Globalization;
using System.Text;

namespace CsMl.Core.Privacy;

/// <summary>A run of letters and digits in a text.</summary>
/// <param name="Folded">In lower case and without marks, so that a name is found however it is spelled.</param>
/// <param name="HasUpper">Whether any letter of it is a capital.</param>
/// <param name="IsCaseless">Of a script that has no capitals, such as Han, Arabic, Hebrew or Thai.</param>
internal readonly record struct Word(int Start, int Length, string Folded, bool HasUpper, bool IsCaseless)
{
    public int End => Start + Length;

    /// <summary>Whether it mixes Latin with another script that has case, as look-alikes do.</summary>
    public bool IsMixed { get; private init; }

    public static List<Word> In(string text)
    {
        var words = new List<Word>(text.Length / 5);
        var folded = new StringBuilder(16);
        for (var at = 0; at < text.Length; )
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            var kind = Kind(rune);
            if (kind == None)
            {
                at += length;
                continue;
            }

            var word = Read(text, at, kind == Caseless, folded);
            words.Add(word);
            at = word.End;
        }

        return words;
    }

    /// <summary>The folded words of a name.</summary>
    public static IReadOnlyList<string> Fold(string text) => [.. In(text).Select(w => w.Folded)];

    private const int None = 0;
    private const int Cased = 1;
    private const int Caseless = 2;
    private const int Mark = 3;
    private const int Digit = 4;

    private static Word Read(string text, int start, bool caseless, StringBuilder folded)
    {
        folded.Clear();
        var upper = false;
        var latin = false;
        var other = false;
        var at = start;
        while (at < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            var kind = Kind(rune);
            if (kind == None || (kind == Caseless && !caseless) || (kind == Cased && caseless))
            {
                break;
            }

            at += length;
            if (kind == Mark)
            {
                continue;
            }

            upper |= Rune.IsUpper(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.TitlecaseLetter;
            latin |= kind == Cased && rune.Value < 0x370;
            other |= kind == Cased && rune.Value is >= 0x370 and < 0x590;
            Fold(folded, rune);
        }

        return new Word(start, at - start, folded.ToString(), upper, caseless) { IsMixed = latin && other };
    }

    private static int Kind(Rune rune)
    {
        if (rune.IsAscii)
        {
            return char.IsAsciiLetter((char)rune.Value) ? Cased
                : char.IsAsciiDigit((char)rune.Value) ? Digit
                : None;
        }

        // Letters that modify the one before, such as the apostrophe of Hawaiian and Ukrainian names.
        if (rune.Value is >= 0x2B0 and <= 0x2FF)
        {
            return Mark;
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter =>
                Cased,
            UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.LetterNumber => Caseless,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark =>
                Mark,
            UnicodeCategory.DecimalDigitNumber => Digit,
            _ => None,
        };
    }

    private static void Fold(StringBuilder folded, Rune rune)
    {
        var lower = Rune.ToLowerInvariant(rune);
        if (lower.IsAscii)
        {
            folded.Append((char)lower.Value);
        }
        else if (CharacterTable.BaseLetters.Find(lower.Value) is { } letters)
        {
            folded.Append(letters);
        }
        else
        {
            folded.Append(lower.ToString());
        }
    }
}
