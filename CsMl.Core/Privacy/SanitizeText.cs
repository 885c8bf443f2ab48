using System.Globalization;
using System.Text;

namespace CsMl.Core.Privacy;

/// <summary>
/// Removes everything invisible from a CRM text, so that a model gets exactly what a person sees in the CRM. Characters
/// that hide, reorder or disguise others are removed. Words are never removed, whatever they say, because they are only
/// data.
/// </summary>
internal static class SanitizeText
{
    /// <summary>
    /// Maximum number of combining marks per letter. More than any spelling needs would only hide text.
    /// </summary>
    private const int MostMarks = 3;

    /// <summary>Maximum number of repetitions of a symbol, as in a line of dashes.</summary>
    private const int MostRepeats = 3;

    /// <summary>The visible text on one line; empty if nothing is left.</summary>
    /// <param name="most">Number of characters that are read; the rest is cut off.</param>
    public static string Of(string text, int most)
    {
        var inert = new StringBuilder(Math.Min(text.Length, most));
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (inert.Length >= most)
            {
                break;
            }

            Put(inert, rune, ref marks);
        }

        return inert.Length > 0 && inert[^1] == ' ' ? inert.ToString(0, inert.Length - 1) : inert.ToString();
    }

    private static void Put(StringBuilder inert, Rune rune, ref int marks)
    {
        if (rune.IsAscii && rune.Value > ' ' && rune.Value < 0x7F)
        {
            marks = 0;
            Add(inert, (char)rune.Value);
            Decode(inert, (char)rune.Value, ref marks);
            return;
        }

        switch (Kind(rune))
        {
            case Seen.AsSpace:
                Space(inert);
                marks = 0;
                break;
            case Seen.AsMark:
                if (marks++ < MostMarks && inert.Length > 0 && inert[^1] != ' ')
                {
                    Append(inert, rune);
                }

                break;
            case Seen.AsItself:
                marks = 0;
                Plain(inert, rune, ref marks);
                break;
        }
    }

    /// <summary>Decodes an escaped character at the end of the text, such as &amp;uuml; or %C3%BC.</summary>
    private static void Decode(StringBuilder inert, char last, ref int marks)
    {
        if (EscapedCharacter.AtEnd(inert, last) is var (character, length))
        {
            inert.Length -= length;
            foreach (var rune in character.EnumerateRunes())
            {
                Put(inert, rune, ref marks);
            }
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

    private static void Plain(StringBuilder inert, Rune rune, ref int marks)
    {
        if (CharacterTable.Compatibility.Find(rune.Value) is { } plain)
        {
            foreach (var c in plain)
            {
                Add(inert, c);
                Decode(inert, c, ref marks);
            }
        }
        else if (rune.IsBmp)
        {
            Add(inert, (char)rune.Value);
        }
        else
        {
            Append(inert, rune);
        }
    }

    private static void Add(StringBuilder inert, char c)
    {
        var n = inert.Length;
        if (
            n < MostRepeats
            || char.IsLetterOrDigit(c)
            || inert[n - 1] != c
            || inert[n - 2] != c
            || inert[n - MostRepeats] != c
        )
        {
            inert.Append(c);
        }
    }

    private static void Space(StringBuilder inert)
    {
        if (inert.Length > 0 && inert[^1] != ' ')
        {
            inert.Append(' ');
        }
    }

    private static void Append(StringBuilder inert, Rune rune)
    {
        Span<char> both = stackalloc char[2];
        inert.Append(both[..rune.EncodeToUtf16(both)]);
    }
}
