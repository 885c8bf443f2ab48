using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace CsMl.Core.Privacy;

/// <summary>
/// Decodes an escaped character, as it occurs in text copied between programs: &amp;uuml; and &amp;#252; from HTML,
/// %C3%BC from links, =C3=BC from mails, \u00fc and \xfc from JSON and programs.
/// </summary>
internal static class EscapedCharacter
{
    /// <summary>
    /// Maximum length of an escape. Longer HTML entities, such as &amp;CounterClock…, are neither letters of names nor
    /// spaces.
    /// </summary>
    private const int Longest = 24;

    /// <summary>Maximum number of digits of an HTML character reference.</summary>
    private const int MostDigits = 7;

    private const int MostBytes = 4;

    /// <summary>Entity suffixes of letters with diacritics that older entity lists do not contain.</summary>
    private static readonly (string Name, char Mark)[] Marks =
    [
        ("acute", '\u0301'),
        ("grave", '\u0300'),
        ("circ", '\u0302'),
        ("tilde", '\u0303'),
        ("uml", '\u0308'),
        ("ring", '\u030A'),
        ("caron", '\u030C'),
        ("cedil", '\u0327'),
        ("ogon", '\u0328'),
        ("breve", '\u0306'),
        ("dblac", '\u030B'),
        ("macr", '\u0304'),
        ("dot", '\u0307'),
    ];

    /// <summary>
    /// The character that the end of the text encodes, and the length of its encoding; null if nothing is encoded.
    /// </summary>
    /// <param name="last">The last character of the text.</param>
    public static (string Character, int Length)? AtEnd(StringBuilder text, char last) =>
        last == ';' ? Entity(text)
        : char.IsAsciiHexDigit(last) ? Unicode(text) ?? Bytes(text, '%') ?? Bytes(text, '=')
        : null;

    /// <summary>
    /// The character that the end of the text encodes without a semicolon, as in &amp;#71race, or as a letter of a
    /// mail, as in =47race; null if nothing is encoded.
    /// </summary>
    /// <param name="next">What follows the text.</param>
    public static (string Character, int Length)? BeforeEnd(StringBuilder text, Rune next) =>
        text.Length < 3 || !char.IsAsciiHexDigit(text[^1]) || next.Value == ';' ? null
        : OpenReference(text, next) is { } reference ? reference
        : next.IsAscii && char.IsAsciiLetter((char)next.Value) ? Letter(text)
        : null;

    private static (string, int)? OpenReference(StringBuilder text, Rune next)
    {
        var digits = 0;
        while (digits < Math.Min(MostDigits, text.Length) && char.IsAsciiHexDigit(text[^(digits + 1)]))
        {
            digits++;
        }

        var before = text.Length - digits - 1;
        var isHex = before >= 2 && text[before] is 'x' or 'X';
        var start = isHex ? before - 2 : before - 1;
        if (start < 0 || text[start] != '&' || text[start + 1] != '#' || Continues(next, isHex))
        {
            return null;
        }

        var reference = text.ToString(start, text.Length - start) + ';';
        var decoded = WebUtility.HtmlDecode(reference);
        return decoded == reference ? null : (decoded, reference.Length - 1);
    }

    private static bool Continues(Rune next, bool isHex) =>
        next.IsAscii && (isHex ? char.IsAsciiHexDigit((char)next.Value) : char.IsAsciiDigit((char)next.Value));

    private static (string, int)? Letter(StringBuilder text) =>
        text[^3] == '='
        && char.IsAsciiDigit(text[^2])
        && (char)Convert.ToInt32(text.ToString(text.Length - 2, 2), 16) is var letter
        && char.IsAsciiLetter(letter)
            ? (letter.ToString(), 3)
            : null;

    private static (string, int)? Entity(StringBuilder text)
    {
        for (var length = 3; length <= Longest && length <= text.Length; length++)
        {
            if (text[^length] == '&')
            {
                var entity = text.ToString(text.Length - length, length);
                return Entity(entity) is { Length: > 0 } character ? (character, length) : null;
            }
        }

        return null;
    }

    private static string? Entity(string entity)
    {
        var decoded = WebUtility.HtmlDecode(entity);
        if (decoded != entity)
        {
            return decoded;
        }

        var name = entity[1..^1];
        var mark = Marks.FirstOrDefault(m =>
            name.Length == m.Name.Length + 1 && name.EndsWith(m.Name, StringComparison.Ordinal)
        );
        return entity switch
        {
            "&period;" => ".",
            "&comma;" => ",",
            "&semi;" => ";",
            "&lstrok;" => "ł",
            "&Lstrok;" => "Ł",
            "&dstrok;" => "đ",
            "&Dstrok;" => "Đ",
            "&inodot;" => "ı",
            "&hyphen;" or "&dash;" => "-",
            "&Tab;" or "&NewLine;" or "&NonBreakingSpace;" or "&ThinSpace;" or "&MediumSpace;" or "&hairsp;" => " ",
            "&ZeroWidthSpace;" or "&NegativeThinSpace;" or "&NegativeMediumSpace;" => "\u200B",
            "&NegativeThickSpace;" or "&NegativeVeryThinSpace;" or "&NoBreak;" => "\u200B",
            "&ApplyFunction;" or "&InvisibleTimes;" or "&InvisibleComma;" => "\u200B",
            _ => mark.Name is not null && char.IsAsciiLetter(name[0]) ? $"{name[0]}{mark.Mark}" : null,
        };
    }

    private static (string, int)? Unicode(StringBuilder text) => Unicode(text, 'u', 4) ?? Unicode(text, 'x', 2);

    private static (string, int)? Unicode(StringBuilder text, char sign, int digits) =>
        text.Length >= digits + 2
        && text[^(digits + 2)] == '\\'
        && text[^(digits + 1)] == sign
        && int.TryParse(
            text.ToString(text.Length - digits, digits),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var value
        )
        && Rune.IsValid(value)
            ? (new Rune(value).ToString(), digits + 2)
            : null;

    /// <summary>
    /// Decodes one UTF-8 character with a sign before each byte. Of the ASCII characters only those that occur in or
    /// between names are decoded, because 5%20 may be two numbers.
    /// </summary>
    private static (string, int)? Bytes(StringBuilder text, char sign)
    {
        Span<byte> bytes = stackalloc byte[MostBytes];
        for (var count = 1; count <= MostBytes && 3 * count <= text.Length && text[^(3 * count)] == sign; count++)
        {
            var at = text.Length - 3 * count;
            if (!char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
            {
                return null;
            }

            bytes[^count] = (byte)(Convert.ToInt32($"{text[at + 1]}{text[at + 2]}", 16));
            var character = bytes[^count..];
            if (Rune.DecodeFromUtf8(character, out var rune, out var used) == OperationStatus.Done && used == count)
            {
                return rune.IsAscii && (sign == '=' || !IsOfNames((char)rune.Value))
                    ? null
                    : (rune.ToString(), 3 * count);
            }
        }

        return null;
    }

    private static bool IsOfNames(char c) =>
        char.IsAsciiLetter(c) || c is ' ' or '%' or '&' or '\'' or '-' or '.' or '_' or '@';
}
