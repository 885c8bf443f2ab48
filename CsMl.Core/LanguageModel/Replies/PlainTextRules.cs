using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsMl.Core.Privacy;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>
/// Keeps a model's texts plain. They are shown in a CRM, and a model may repeat text from an account's notes: a tag, a
/// link or an image could act on the person who opens the account.
/// </summary>
/// <remarks>
/// Invisible characters and line breaks carry no meaning and are removed. Markup and addresses make the reply invalid
/// and are not removed, because such a reply was written for another purpose. A bare <c>example.com</c> may be a
/// company's name; it is kept, with a space after the dot, so that no program turns it into a link.
/// </remarks>
internal static class PlainTextRules
{
    private static readonly (Regex Pattern, string What)[] Forbidden =
    [
        (new(@"<[a-z/!?]|&#?[a-z0-9]{2,10};", Patterns.Linear), "HTML"),
        (new(@"!\[|\]\s*\(|\]\s*:\s*\S+[./]", Patterns.Linear), "a markdown link or image"),
        (
            new(
                @"://|\bwww\.|\b(javascript|vbscript|data|file|mailto|tel|sms):\S|[a-z0-9-]\.[a-z]{2,}/\S",
                Patterns.Linear
            ),
            "a link"
        ),
        (new(@"[^\s@]@[^\s@]", Patterns.Linear), "an e-mail address"),
    ];

    private static readonly Regex Domain = new(@"(?<host>[\p{L}\d-]{2,}\.)(?<end>\p{L}{2,})", Patterns.Linear);

    /// <summary>Escape sequences of terminals: colours, cursor movements, titles and links.</summary>
    private static readonly Regex TerminalSequence = new(
        @"(\x1B\[|\x9B)[0-?]*[ -/]*[@-~]|(\x1B[\]PX^_]|[\x9D\x90\x98\x9E\x9F])[^\x07\x1B\x9C]*(\x07|\x1B\\|\x9C)?|\x1B[ -/]*[0-~]",
        Patterns.Linear
    );

    /// <summary>The text on one line, without invisible characters and what they govern.</summary>
    public static string Clean(string text)
    {
        text = TerminalSequence.Replace(text, "");
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control)
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                {
                    clean.Append(' ');
                }
            }
            else if (IsVisible(rune))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString().TrimEnd();
    }

    /// <summary>The kind of markup or address in a text; null if the text is plain.</summary>
    public static string? Smuggled(string text)
    {
        foreach (var (pattern, what) in Forbidden)
        {
            if (pattern.IsMatch(text))
            {
                return what;
            }
        }

        return null;
    }

    /// <summary>Separates the parts of a possible host name, so that it is no longer one.</summary>
    public static string Unlink(string text) =>
        text.Contains('.', StringComparison.Ordinal) ? Domain.Replace(text, "${host} ${end}") : text;

    // Direction marks, zero-width characters and tags can hide words from one reader and show them to another. The two
    // joiners are kept, because scripts and emoji need them.
    private static bool IsVisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is not (UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
        || rune.Value is 0x200C or 0x200D;
}
