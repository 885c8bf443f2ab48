using System.Globalization;
using System.Text;

namespace CsMl.Core.Privacy;

/// <summary>
/// Text from the CRM with nothing left in it that a reader cannot see: what is shown to a model must be what a person
/// sees in the CRM. Characters that hide, reorder or dress up others go; words stay, whatever they say, because
/// they are only ever data.
/// </summary>
internal static class SanitizeText
{
    /// <summary>More marks on one letter than any spelling needs are there to bury text.</summary>
    private const int MostMarks = 3;

    /// <summary>A rule of dashes or a wall of brackets says no more than three of them.</summary>
    private const int MostRepeats = 3;

    /// <summary>The text without what hides, in one line; empty where nothing is left.</summary>
    /// <param name="most">How much of it is looked at, in characters; what lies beyond is cut off.</param>
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

    /// <summary>Reads as one character what stands for one at the end of the text, such as &amp;uuml; or %C3%BC.</summary>
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
            // Letters and symbols in Unicode's tables that show nothing: Hangul fillers, blank Braille.
            0x115F or 0x1160 or 0x3164 or 0xFFA0 => Seen.NotAtAll,
            0x2800 => Seen.AsSpace,
            // Marks that show nothing: grapheme joiner, Khmer and Mongolian ones, variation selectors.
            0x034F or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) => Seen.NotAtAll,
            (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) => Seen.NotAtAll,
            // What stands for half a surrogate pair.
            0xFFFD => Seen.NotAtAll,
            _ => Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator =>
                    Seen.AsSpace,
                // Tabs and line breaks part words; other controls are not seen at all.
                UnicodeCategory.Control => rune.Value is (>= 0x09 and <= 0x0D) or 0x85 ? Seen.AsSpace : Seen.NotAtAll,
                // Zero-width ones, bidirectional overrides, tag characters.
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
