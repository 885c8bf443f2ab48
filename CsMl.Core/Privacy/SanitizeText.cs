using System.Globalization;
using System.Text;

namespace CsMl.Core.Privacy;

/// <summary>
/// Removes everything invisible from a CRM text, so that a model gets exactly what a person sees in the CRM. Characters
/// that hide, reorder or disguise others are removed. Words are never removed, whatever they say, because they are only
/// data.
/// </summary>
internal sealed class SanitizeText
{
    /// <summary>
    /// Maximum number of combining marks per letter. More than any spelling needs would only hide text.
    /// </summary>
    private const int MostMarks = 3;

    /// <summary>Maximum number of repetitions of a symbol, as in a line of dashes.</summary>
    private const int MostRepeats = 3;

    private const int Escape = 0x1B;

    private readonly StringBuilder _inert;
    private int _marks;

    /// <summary>Where an escape sequence of a terminal begins that has not ended yet; negative if there is none.</summary>
    private int _sequence = -1;

    private SanitizeText(int length) => _inert = new StringBuilder(length);

    /// <summary>The visible text on one line; empty if nothing is left.</summary>
    /// <param name="most">Number of characters that are read; the rest is cut off.</param>
    public static string Of(string text, int most)
    {
        var sanitize = new SanitizeText(Math.Min(text.Length, most));
        var inert = sanitize._inert;
        foreach (var rune in text.EnumerateRunes())
        {
            if (inert.Length >= most)
            {
                break;
            }

            sanitize.Put(rune);
        }

        sanitize.DecodeOpen(next: default);
        return inert.Length > 0 && inert[^1] == ' ' ? inert.ToString(0, inert.Length - 1) : inert.ToString();
    }

    private void Put(Rune rune)
    {
        DecodeOpen(rune);
        if (rune.IsAscii && rune.Value > ' ' && rune.Value < 0x7F)
        {
            PutAscii((char)rune.Value);
            return;
        }

        switch (Kind(rune))
        {
            case Seen.AsSpace:
                Space();
                _marks = 0;
                break;
            case Seen.AsMark:
                if (_marks++ < MostMarks && _inert.Length > 0 && _inert[^1] != ' ')
                {
                    Append(rune);
                }

                break;
            case Seen.AsItself:
                _marks = 0;
                Plain(rune);
                break;
            case Seen.NotAtAll when rune.Value == Escape:
                _sequence = _inert.Length;
                break;
        }
    }

    private void PutAscii(char c)
    {
        _marks = 0;
        Add(c);
        if (_sequence >= 0 && IsInSequence(c))
        {
            return;
        }

        if (Markup.AtEnd(_inert, c) is var (length, isBreak))
        {
            _inert.Length -= length;
            if (isBreak)
            {
                Space();
            }
        }
        else if (EscapedCharacter.AtEnd(_inert, c) is var (character, escaped))
        {
            Replace(escaped, character);
        }
    }

    /// <summary>True if the character belongs to a sequence such as ESC [ 0 m, which its last character removes.</summary>
    private bool IsInSequence(char c)
    {
        var isFirst = _inert.Length == _sequence + 1;
        if (isFirst ? c == '[' : char.IsAsciiDigit(c) || c is ';' or ':' or '?')
        {
            return true;
        }

        var isLast = !isFirst && _sequence < _inert.Length && char.IsAsciiLetter(c);
        if (isLast)
        {
            _inert.Length = _sequence;
        }

        _sequence = -1;
        return isLast;
    }

    /// <summary>Decodes an escaped character without an end, such as &amp;#71 before a letter.</summary>
    private void DecodeOpen(Rune next)
    {
        if (EscapedCharacter.BeforeEnd(_inert, next) is var (character, length))
        {
            Replace(length, character);
        }
    }

    private void Replace(int length, string character)
    {
        _inert.Length -= length;
        foreach (var rune in character.EnumerateRunes())
        {
            Put(rune);
        }
    }

    private enum Seen
    {
        NotAtAll,
        AsSpace,
        AsMark,
        AsItself,
    }

    private static Seen Kind(Rune rune) =>
        rune.Value switch
        {
            // Letters and symbols that are invisible: Hangul fillers, blank Braille.
            0x115F or 0x1160 or 0x3164 or 0xFFA0 => Seen.NotAtAll,
            0x2800 => Seen.AsSpace,
            // Marks that are invisible: grapheme joiner, Khmer and Mongolian marks, variation selectors.
            0x034F or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) => Seen.NotAtAll,
            (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) => Seen.NotAtAll,
            // The frame of a keycap, which stands around each digit of a number.
            0x20E3 => Seen.NotAtAll,
            // The replacement character, to which an unpaired surrogate decodes.
            0xFFFD => Seen.NotAtAll,
            _ => Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator =>
                    Seen.AsSpace,
                // Tabs and line breaks separate words; other control characters are invisible.
                UnicodeCategory.Control => rune.Value is (>= 0x09 and <= 0x0D) or 0x85 ? Seen.AsSpace : Seen.NotAtAll,
                // Zero-width characters, bidirectional overrides, tag characters.
                UnicodeCategory.Format
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.Surrogate => Seen.NotAtAll,
                UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => Seen.AsMark,
                _ => Seen.AsItself,
            },
        };

    private void Plain(Rune rune)
    {
        if (CharacterTable.Compatibility.Find(rune.Value) is { } plain)
        {
            foreach (var c in plain)
            {
                Add(c);
                if (EscapedCharacter.AtEnd(_inert, c) is var (character, length))
                {
                    Replace(length, character);
                }
            }
        }
        else
        {
            Append(rune);
        }
    }

    private void Add(char c)
    {
        var n = _inert.Length;
        if (
            n < MostRepeats
            || char.IsLetterOrDigit(c)
            || _inert[n - 1] != c
            || _inert[n - 2] != c
            || _inert[n - MostRepeats] != c
        )
        {
            _inert.Append(c);
        }
    }

    private void Space()
    {
        if (_inert.Length > 0 && _inert[^1] != ' ')
        {
            _inert.Append(' ');
        }
    }

    private void Append(Rune rune)
    {
        if (rune.IsBmp)
        {
            Add((char)rune.Value);
            return;
        }

        Span<char> both = stackalloc char[2];
        _inert.Append(both[..rune.EncodeToUtf16(both)]);
    }
}
