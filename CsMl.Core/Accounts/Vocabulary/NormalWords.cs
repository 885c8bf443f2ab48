using System.Globalization;
using System.Text;

namespace CsMl.Core.Accounts.Vocabulary;

/// <summary>
/// Spells a CRM's word in one way: lower case, single spaces, no diacritics, no apostrophes. <c>Won’t-Fix</c> becomes
/// <c>wont fix</c>, <c>pastDue</c> becomes <c>past due</c>, <c>Gekündigt</c> becomes <c>gekuendigt</c>.
/// </summary>
internal static class NormalWords
{
    private const char Diaeresis = '\u0308';

    /// <summary>The words with a space before and after each, so that a whole word can be found as a text.</summary>
    public static string Of(string text)
    {
        var words = new StringBuilder(text.Length + 2).Append(' ');
        var before = ' ';
        foreach (var c in text)
        {
            if (char.IsUpper(c) && char.IsLower(before))
            {
                words.Append(' ');
            }

            Append(words, char.ToLowerInvariant(c));
            before = c;
        }

        return (words[^1] == ' ' ? words : words.Append(' ')).ToString();
    }

    /// <summary>
    /// How a letter with a diacritic, a ligature or ß is spelled without, umlauts as in German; null for any other.
    /// </summary>
    /// <param name="letter">In lower case.</param>
    public static string? Spell(char letter) =>
        letter switch
        {
            'ä' => "ae",
            'ö' => "oe",
            'ü' => "ue",
            _ => PlainLetters.Find(letter),
        };

    private static void Append(StringBuilder words, char c)
    {
        if (c == Diaeresis)
        {
            words.Append(words[^1] is 'a' or 'o' or 'u' ? "e" : "");
        }
        else if (Spell(c) is { } plain)
        {
            words.Append(plain);
        }
        else if (char.IsLetterOrDigit(c))
        {
            words.Append(c);
        }
        else if (!IsWithinWord(c) && words[^1] != ' ')
        {
            words.Append(' ');
        }
    }

    private static bool IsWithinWord(char c) =>
        c is '\'' or '’' or '`' || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;
}
