using System.Buffers;
using System.Globalization;
using System.Text;

namespace CsMl.Core.Json;

/// <summary>
/// Makes text from a CRM, a model or an error safe where characters can act instead of being shown: a terminal, a log,
/// a CTA. JSON does not need it, because JSON escapes them (<see cref="PlainText"/>).
/// </summary>
/// <remarks>
/// Removes control characters, whole escape sequences (ECMA-48: CSI, OSC, DCS, SOS, PM, APC, introduced by ESC or by
/// one C1 character), direction marks, zero-width characters that join nothing, and variation selectors that select
/// nothing. Words are not changed.
/// </remarks>
public static class PrintableText
{
    private const char Escape = '\x1B';
    private const char Bell = '\a';

    /// <summary>The text on one line: line breaks become spaces, so that no value looks like a separate line.</summary>
    public static string Of(string text) => Of(text, keepsLines: false);

    /// <summary>The same, but line breaks are kept.</summary>
    public static string Lines(string text) => Of(text, keepsLines: true);

    private static string Of(string text, bool keepsLines)
    {
        if (IsPrintable(text, keepsLines))
        {
            return text;
        }

        var printable = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; )
        {
            var sequence = SequenceAt(text, at);
            if (sequence > 0)
            {
                at += sequence;
                continue;
            }

            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            if (IsLineBreak(rune))
            {
                length = text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : length;
                printable.Append(keepsLines ? '\n' : ' ');
            }
            else if (rune.Value == '\t')
            {
                printable.Append(keepsLines ? '\t' : ' ');
            }
            else if (
                IsVisible(rune)
                || (IsJoiner(rune) && Joins(text, at))
                || (IsSelector(rune.Value) && Selects(text, at))
            )
            {
                printable.Append(text, at, length);
            }

            at += length;
        }

        return printable.ToString();
    }

    private static bool IsPrintable(string text, bool keepsLines)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            var isKept = keepsLines && rune.Value is '\n' or '\t';
            if (!isKept && !IsVisible(rune))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Persian and Indian words are spelled with joiners, and families of emoji are joined by them.</summary>
    private static bool IsJoiner(Rune rune) => rune.Value is 0x200C or 0x200D;

    /// <summary>Only between two letters or signs that are not ASCII; elsewhere they hide something.</summary>
    private static bool Joins(string text, int at) =>
        Rune.DecodeLastFromUtf16(text.AsSpan(0, at), out var before, out _) == OperationStatus.Done
        && Rune.DecodeFromUtf16(text.AsSpan(at + 1), out var after, out _) == OperationStatus.Done
        && !before.IsAscii
        && !after.IsAscii
        && IsVisible(before)
        && IsVisible(after);

    /// <summary>Says how the sign before it is drawn. Many of them in a row hide a text.</summary>
    internal static bool IsSelector(int scalar) =>
        scalar is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) or (>= 0x180B and <= 0x180D) or 0x180F;

    /// <summary>One behind a sign that is not ASCII, or that a keycap surrounds.</summary>
    private static bool Selects(string text, int at) =>
        Rune.DecodeLastFromUtf16(text.AsSpan(0, at), out var before, out _) == OperationStatus.Done
        && IsVisible(before)
        && (!before.IsAscii || (at + 1 < text.Length && text[at + 1] == '\u20E3'));

    private static bool IsLineBreak(Rune rune) => rune.Value is (>= 0x0A and <= 0x0D) or 0x85 or 0x2028 or 0x2029;

    /// <summary>Also false for an unpaired surrogate, which decodes as U+FFFD.</summary>
    private static bool IsVisible(Rune rune) =>
        (rune.IsAscii && rune.Value is >= ' ' and < 0x7F)
        || Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control
            or UnicodeCategory.Surrogate
            or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator => false,
            // The Arabic, Syriac and Kaithi number signs are visible; all other format characters are not.
            UnicodeCategory.Format => rune.Value
                is (>= 0x600 and <= 0x605)
                    or 0x6DD
                    or 0x70F
                    or 0x890
                    or 0x891
                    or 0x8E2
                    or 0x110BD
                    or 0x110CD,
            UnicodeCategory.NonSpacingMark => !IsSelector(rune.Value),
            _ => rune.Value is not (0xFFFD or 0x115F or 0x1160 or 0x3164 or 0xFFA0),
        };

    /// <summary>Length of the escape sequence that begins here; 0 if none begins here.</summary>
    private static int SequenceAt(string text, int at)
    {
        var isEscape = text[at] == Escape;
        var kind = isEscape && at + 1 < text.Length ? text[at + 1] : (char)(text[at] - 0x40);
        if (!isEscape && text[at] is < '\x80' or > '\x9F')
        {
            return 0;
        }

        var start = at + (isEscape ? 2 : 1);
        return kind switch
        {
            '[' => EndOfCsi(text, start) - at,
            ']' or 'P' or 'X' or '^' or '_' => EndOfString(text, start) - at,
            // ESC with intermediates, such as ESC ( B, or with one letter, such as ESC c.
            _ when isEscape => Math.Min(EndOf(text, at + 1, ' ', '/') + 1, text.Length) - at,
            _ => 0,
        };
    }

    /// <summary>
    /// Reads parameters, intermediates and one final character. An incomplete sequence ends at its first invalid
    /// character.
    /// </summary>
    private static int EndOfCsi(string text, int at)
    {
        at = EndOf(text, EndOf(text, at, '0', '?'), ' ', '/');
        return at < text.Length && text[at] is >= '@' and <= '~' ? at + 1 : at;
    }

    private static int EndOf(string text, int at, char first, char last)
    {
        while (at < text.Length && text[at] >= first && text[at] <= last)
        {
            at++;
        }

        return at;
    }

    /// <summary>
    /// Reads up to BEL or ST. If the string is not terminated before the next control sequence or the end of the text,
    /// only its introducer is removed.
    /// </summary>
    private static int EndOfString(string text, int start)
    {
        for (var at = start; at < text.Length; at++)
        {
            if (text[at] is Bell or '\x9C')
            {
                return at + 1;
            }

            if (text[at] == Escape && at + 1 < text.Length && text[at + 1] == '\\')
            {
                return at + 2;
            }

            if (text[at] is Escape or (>= '\x80' and <= '\x9F'))
            {
                return start;
            }
        }

        return start;
    }
}
