using System.Text;

namespace CsMl.Core.Privacy;

/// <summary>
/// How the name of a person or a company is written in texts: in full, without its legal form, each part of it, run
/// together.
/// </summary>
internal static class NameSpellings
{
    /// <summary>From here on a name is also found within a word, such as a genitive or a file's name.</summary>
    private const int LeastWithin = NamesWithin.Least;

    /// <summary>Of a name that is longer, its beginning is told from other text; nobody has one.</summary>
    private const int MostWords = 12;

    /// <summary>Shorter numbers in a name, as in Studio 54, are ordinary ones elsewhere.</summary>
    private const int LeastNumber = 4;

    /// <summary>Each spelling, and whether it is looked for within words, too.</summary>
    public static IEnumerable<(KnownName Known, bool IsAlsoWithin)> Of(string name, Placeholder kind)
    {
        var shown = SanitizeText.Of(name, FactTexts.LongestName);
        var words = Word.Fold(shown);
        if (words.Count == 0)
        {
            return [];
        }

        var spellings = Of(words, kind, shown);
        return Ascii.IsValid(shown) ? spellings : spellings.Concat(Of(Word.Fold(Latinised(shown)), kind, shown));
    }

    private static IEnumerable<(KnownName, bool)> Of(IReadOnlyList<string> words, Placeholder kind, string shown)
    {
        yield return (new KnownName([.. words.Take(MostWords)], kind, shown), false);

        // Without the legal form, which nobody says.
        var said = words.Count;
        while (said > 1 && WordList.IsParticle(words[said - 1]))
        {
            said--;
        }

        IReadOnlyList<string> spoken = [.. words.Take(Math.Min(said, MostWords))];
        yield return (new KnownName(spoken, kind, shown), false);

        foreach (var part in words.Where(IsTelling))
        {
            if (!WordList.IsOrdinary(part))
            {
                yield return (new KnownName([part], kind, shown), part.Length >= LeastWithin);
            }
            else if (kind == Placeholder.Person || !WordList.IsTrade(part))
            {
                yield return (new KnownName([part], kind, shown, OnlyCapitalised: true), false);
            }
        }

        // As in a handle or a file's name; O'Brien, Al-Sayed and Jean-Luc run together.
        IEnumerable<string> together =
        [
            string.Concat(spoken),
            .. spoken.Zip(spoken.Skip(1), static (first, second) => first + second),
        ];
        foreach (var word in together.Where(w => w.Length >= LeastWithin && !WordList.IsOrdinary(w)))
        {
            yield return (new KnownName([word], kind, shown), true);
        }
    }

    private static bool IsTelling(string part) =>
        part.Length > 1 && !WordList.IsParticle(part) && (part.Length >= LeastNumber || !part.All(char.IsAsciiDigit));

    /// <summary>Müller is written Mueller where the keyboard has no umlaut.</summary>
    private static string Latinised(string name) =>
        string.Concat(
            name.Select(c =>
                char.ToLowerInvariant(c) switch
                {
                    'ä' => "ae",
                    'ö' or 'ø' => "oe",
                    'ü' => "ue",
                    'å' => "aa",
                    _ => c.ToString(),
                }
            )
        );
}
