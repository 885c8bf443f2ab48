using System.Buffers;
using System.Text;
using CsMl.Core.Json;

namespace CsMl.Core.Morning;

/// <summary>
/// Writes a text as Markdown that shows this text and does nothing else: names and subjects from a CRM must make no link,
/// image, heading or HTML. CommonMark lets every ASCII punctuation character be escaped by a backslash.
/// </summary>
internal static class EscapeMarkdown
{
    private static readonly SearchValues<char> Active = SearchValues.Create("\\`*_{}[]<>#|~&@:!$");

    /// <summary>On one line, without blanks at its ends, beside which asterisks would make nothing bold.</summary>
    public static string Of(string text)
    {
        var line = PrintableText.Of(text).Trim();
        var escaped = new StringBuilder(line.Length + 8);
        for (var i = 0; i < line.Length; i++)
        {
            // A dot within a word makes a bare host name a link in some dialects.
            var isInWord = line[i] == '.' && i + 1 < line.Length && char.IsLetter(line[i + 1]);
            if (isInWord || Active.Contains(line[i]))
            {
                escaped.Append('\\');
            }

            escaped.Append(line[i]);
        }

        return escaped.ToString();
    }
}
