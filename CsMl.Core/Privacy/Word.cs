using System.Globalization;
using System.Text;

namespace CsMl.Core.Privacy;

/// <summary>A run of letters and digits in a text.</summary>
/// <param name="Folded">In lower case and without diacritics, so that a name is found in any spelling.</param>
/// <param name="HasUpper">True if it has an upper-case letter.</param>
/// <param name="IsCaseless">True if its script has no capitals, such as Han, Arabic, Hebrew or Thai.</param>
internal readonly record struct Word(int Start, int Length, string Folded, bool HasUpper, bool IsCaseless)
{
    public int End => Start + Length;

    /// <summary>True if it mixes Latin with another script that has case, as look-alike spellings do.</summary>
    public bool IsMixed { get; private init; }

    /// <summary>True if it has a letter outside the English alphabet.</summary>
    public bool HasMarks { get; private init; }

    /// <summary>
    /// Folded with ae for ä, as Müller is written on a keyboard without umlauts; null if that makes no difference.
    /// </summary>
    public string? Transcribed { get; private init; }

    /// <summary>
    /// Its parts, split at capitals and digits, such as Robert and Gates in RobertGates2024; empty if it has only one
    /// part.
    /// </summary>
    public List<Word> Parts(string text)
    {
        var parts = new List<Word>();
        if (IsCaseless)
        {
            return parts;
        }

        var from = Start;
        for (var at = Start + 1; at < End; at++)
        {
            if (IsSeam(text, at, End))
            {
                parts.Add(Part(text, from, at));
                from = at;
            }
        }

        if (from > Start)
        {
            parts.Add(Part(text, from, End));
        }

        return parts;
    }

    /// <summary>Its parts, folded, or itself where it has none.</summary>
    public IEnumerable<string> Pieces(string text) =>
        Parts(text) is { Count: > 0 } parts ? parts.Select(static part => part.Folded) : [Folded];

    private static Word Part(string text, int start, int end) =>
        Read(text[start..end], 0, caseless: false, new StringBuilder(16)) with
        {
            Start = start,
        };

    /// <summary>
    /// True between a lower-case letter and a capital, before the last capital of a run (SAP|Gates), and between a
    /// letter and a digit.
    /// </summary>
    private static bool IsSeam(string text, int at, int end)
    {
        var (before, here) = (text[at - 1], text[at]);
        if (char.IsDigit(before) != char.IsDigit(here))
        {
            return !char.IsSurrogate(before) && !char.IsSurrogate(here) && !IsMark(before) && !IsMark(here);
        }

        return char.IsUpper(here)
            && (char.IsLower(before) || IsMark(before) || (at + 1 < end && char.IsLower(text[at + 1])));
    }

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;

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
        StringBuilder? transcribed = null;
        var upper = false;
        var latin = false;
        var other = false;
        var marked = false;
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
            marked |= !rune.IsAscii;
            if (kind == Mark)
            {
                if (Transcription(folded, rune) is { } vowel)
                {
                    (transcribed ??= new StringBuilder(16).Append(folded)).Append(vowel);
                }

                continue;
            }

            upper |= Rune.IsUpper(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.TitlecaseLetter;
            latin |= kind == Cased && rune.Value < 0x370;
            other |= kind == Cased && rune.Value is >= 0x370 and < 0x590;
            if (Transcription(rune) is { } letters)
            {
                (transcribed ??= new StringBuilder(16).Append(folded)).Append(letters);
            }
            else if (transcribed is not null)
            {
                Fold(transcribed, rune);
            }

            Fold(folded, rune);
        }

        return new Word(start, at - start, folded.ToString(), upper, caseless)
        {
            IsMixed = latin && other,
            HasMarks = marked,
            Transcribed = transcribed?.ToString(),
        };
    }

    private static string? Transcription(Rune rune) =>
        Rune.ToLowerInvariant(rune).Value switch
        {
            'ä' => "ae",
            'ö' or 'ø' => "oe",
            'ü' => "ue",
            'å' => "aa",
            _ => null,
        };

    /// <summary>The transcription of a combining mark after its letter.</summary>
    private static char? Transcription(StringBuilder folded, Rune mark) =>
        (mark.Value, folded.Length > 0 ? folded[^1] : ' ') switch
        {
            (0x308, 'a' or 'o' or 'u') => 'e',
            (0x30A, 'a') => 'a',
            _ => null,
        };

    private static int Kind(Rune rune)
    {
        if (rune.IsAscii)
        {
            return char.IsAsciiLetter((char)rune.Value) ? Cased
                : char.IsAsciiDigit((char)rune.Value) ? Digit
                : None;
        }

        // Modifier letters, such as the apostrophe of Hawaiian and Ukrainian names.
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
