using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace CsMl.Core.Privacy;

/// <summary>
/// A character as other programs write it where they copy text from one to the other: &amp;uuml; and &amp;#252; of pages,
/// %C3%BC of links, =C3=BC of mails, \u00fc of JSON.
/// </summary>
internal static class EscapedCharacter
{
    /// <summary>The longest: &amp;thetasym; and &amp;CounterClock… are no letters of names.</summary>
    private const int Longest = 12;

    private const int MostBytes = 4;

    /// <summary>Letters with marks that the older lists of names for them have not.</summary>
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

    /// <summary>What the end of a text stands for, and how many characters of it; null: for itself.</summary>
    /// <param name="last">The text's last character.</param>
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

    /// <summary>One character of UTF-8, each byte behind a sign; of ASCII what parts or makes names, since 5%20 may be numbers.</summary>
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
