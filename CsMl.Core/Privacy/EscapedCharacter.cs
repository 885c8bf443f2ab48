using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace CsMl.Core.Privacy;

/// <summary>
/// Decodes an escaped character, as it occurs in text copied between programs: &amp;uuml; and &amp;#252; from HTML,
/// %C3%BC from links, =C3=BC from mails, \u00fc from JSON.
/// </summary>
internal static class EscapedCharacter
{
    /// <summary>
    /// Maximum length of an escape. Longer HTML entities, such as &amp;CounterClock…, are not letters of names.
    /// </summary>
    private const int Longest = 12;

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
            _ => mark.Name is not null && char.IsAsciiLetter(name[0]) ? $"{name[0]}{mark.Mark}" : null,
        };
    }

    private static (string, int)? Unicode(StringBuilder text) =>
        text.Length >= 6
        && text[^6] == '\\'
        && text[^5] == 'u'
        && int.TryParse(
            text.ToString(text.Length - 4, 4),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var value
        )
        && Rune.IsValid(value)
            ? (new Rune(value).ToString(), 6)
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
