using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
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

    /// <summary>
    /// Plain letters and the letters that are spelled so. The runtime's own decomposition needs ICU, which the app does
    /// without.
    /// </summary>
    private static readonly FrozenDictionary<char, string> Spelled = new[]
    {
        ("a", "àáâãåāăą"),
        ("ae", "äæ"),
        ("c", "çćč"),
        ("d", "ďđ"),
        ("e", "èéêëēėęě"),
        ("i", "ìíîïīı"),
        ("l", "łľ"),
        ("n", "ñńň"),
        ("o", "òóôõøōő"),
        ("oe", "öœ"),
        ("r", "řŕ"),
        ("s", "śšşș"),
        ("ss", "ß"),
        ("t", "ťţț"),
        ("u", "ùúûūůű"),
        ("ue", "ü"),
        ("y", "ýÿ"),
        ("z", "źżž"),
    }
        .SelectMany(pair => pair.Item2.Select(letter => KeyValuePair.Create(letter, pair.Item1)))
        .ToFrozenDictionary();

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

    /// <summary>The plain letters of one with a diacritic, a ligature or ß, in lower case.</summary>
    public static bool TrySpell(char letter, [NotNullWhen(true)] out string? plain) =>
        Spelled.TryGetValue(letter, out plain);

    private static void Append(StringBuilder words, char c)
    {
        if (c == Diaeresis)
        {
            words.Append(words[^1] is 'a' or 'o' or 'u' ? "e" : "");
        }
        else if (TrySpell(c, out var plain))
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
