using System.Globalization;
using System.Text;

namespace CsMl.Core.Accounts;

/// <summary>
/// The words by which an account is found: lower case, without accents, letters and digits alone. Legal forms are left out,
/// because half of all names have one and nobody looks for it.
/// </summary>
public static class NameWords
{
    /// <summary>The most words of a name that are looked at.</summary>
    private const int Most = 8;

    private const int MostLetters = 32;

    private static readonly HashSet<string> LegalForms = new(
        "ab ag aps as bv co corp gmbh inc kg limited llc llp ltd nv oy plc pty sa sarl sas se spa srl".Split(' '),
        StringComparer.Ordinal
    );

    /// <returns>Each word once, in the order of the name; legal forms alone where the name has nothing else.</returns>
    public static IReadOnlyList<string> Of(string name)
    {
        var words = Split(name);
        var telling = words.FindAll(word => !LegalForms.Contains(word));
        return [.. (telling.Count > 0 ? telling : words).Distinct(StringComparer.Ordinal).Take(Most)];
    }

    private static List<string> Split(string name)
    {
        var (words, word) = (new List<string>(), new StringBuilder());
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c))
            {
                var letter = char.ToLowerInvariant(c);
                word.Append(PlainLetters.Find(letter) ?? letter.ToString());
            }
            else if (!IsWithin(c))
            {
                End();
            }
        }

        End();
        return words;

        void End()
        {
            if (word.Length > 0)
            {
                words.Add(word.ToString(0, Math.Min(word.Length, MostLetters)));
                word.Clear();
            }
        }
    }

    /// <summary>An accent follows its letter, and an apostrophe stands within a word.</summary>
    private static bool IsWithin(char c) =>
        c is '\'' or '’' || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;
}
