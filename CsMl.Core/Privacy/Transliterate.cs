using System.Text;

namespace CsMl.Core.Privacy;

/// <summary>
/// Transliterates names of other scripts into the usual Latin spellings, as far as the letters determine them.
/// </summary>
internal static class Transliterate
{
    /// <summary>
    /// Number of spellings, one per column of the table, because the usual systems differ in a few letters.
    /// </summary>
    private const int MostSpellings = 3;

    private const int FirstHangul = 0xAC00;
    private const int LastHangul = 0xD7A3;
    private const int Vowels = 21;
    private const int Finals = 28;

    private static readonly Dictionary<int, string[]> Letters = ResourceLines
        .Of("Transliterations.txt")
        .Select(static line => line.Split(' '))
        .ToDictionary(
            static line => Rune.GetRuneAt(line[0], 0).Value,
            static line => line[1..].Select(static s => s == "-" ? "" : s).ToArray()
        );

    // Revised Romanization of Korean.
    private static readonly string[] HangulInitials = "g kk n d tt r m b pp s ss - j jj ch k t p h"
        .Replace("-", "")
        .Split(' ');
    private static readonly string[] HangulVowels =
        "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".Split(' ');
    private static readonly string[] HangulFinals = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".Split(
        ' '
    );

    /// <summary>The Latin spellings of a name; none if all its letters are Latin.</summary>
    public static IEnumerable<string> Of(string name)
    {
        if (!name.EnumerateRunes().Any(static r => r.Value >= 0x370 && Find(Rune.ToLowerInvariant(r), 0) is not null))
        {
            return [];
        }

        return Enumerable.Range(0, MostSpellings).Select(column => Of(name, column)).Distinct(StringComparer.Ordinal);
    }

    private static string Of(string name, int column)
    {
        var latin = new StringBuilder(name.Length + 8);
        var isHan = false;
        foreach (var rune in name.EnumerateRunes())
        {
            var lower = Rune.ToLowerInvariant(rune);
            if (isHan)
            {
                // The family name is one character; the given name follows it.
                latin.Append(' ');
            }

            isHan = lower.Value >= 0x2E80 && Rune.IsLetter(lower);
            latin.Append(Find(lower, column) ?? rune.ToString());
        }

        return latin.ToString();
    }

    private static string? Find(Rune lower, int column)
    {
        if (Letters.TryGetValue(lower.Value, out var spellings))
        {
            return spellings[Math.Min(column, spellings.Length - 1)];
        }

        if (lower.Value is >= FirstHangul and <= LastHangul)
        {
            var syllable = lower.Value - FirstHangul;
            return HangulInitials[syllable / (Vowels * Finals)]
                + HangulVowels[syllable / Finals % Vowels]
                + HangulFinals[syllable % Finals];
        }

        return CharacterTable.BaseLetters.Find(lower.Value);
    }
}
