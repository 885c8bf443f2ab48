using System.Text;

namespace CsMl.Core.Privacy;

/// <summary>
/// Lists the spellings of a person's or company's name in texts: in full, without the legal form, each part alone,
/// joined, and as a nickname.
/// </summary>
internal static class NameSpellings
{
    /// <summary>Minimum length of a name that is also found inside a word, such as a genitive or a file name.</summary>
    private const int LeastWithin = NamesWithin.Least;

    /// <summary>Number of words of a name that are used. No real name has more.</summary>
    private const int MostWords = 12;

    /// <summary>
    /// Minimum length of a number in a name, because shorter ones, as in Studio 54, are ordinary numbers elsewhere.
    /// </summary>
    private const int LeastNumber = 4;

    /// <param name="inert">The sanitized name.</param>
    public static IEnumerable<NameSpelling> Of(string inert, Placeholder kind)
    {
        var words = Word.In(inert);
        var spellings = Of([.. words.Select(static w => w.Folded)], kind);
        // BillPrice, Price2.
        IReadOnlyList<string> pieces =
        [
            .. words.SelectMany(word => word.Pieces(inert)).Where(static w => !w.Any(char.IsAsciiDigit)),
        ];
        if (pieces.Count > 0 && words.Exists(word => word.Parts(inert).Count > 0))
        {
            spellings = spellings.Concat(PartsOf(pieces, kind));
        }

        if (Ascii.IsValid(inert))
        {
            return spellings;
        }

        if (words.Exists(static w => w.Transcribed is not null))
        {
            spellings = spellings.Concat(Of([.. words.Select(static w => w.Transcribed ?? w.Folded)], kind));
        }

        return spellings.Concat(Transliterate.Of(inert).SelectMany(latin => Of(Word.Fold(latin), kind)));
    }

    private static IEnumerable<NameSpelling> Of(IReadOnlyList<string> words, Placeholder kind)
    {
        if (words.Count == 0)
        {
            yield break;
        }

        yield return new NameSpelling([.. words.Take(MostWords)]);

        // The legal form is omitted, because texts usually omit it.
        var said = words.Count;
        while (said > 1 && WordList.IsParticle(words[said - 1]))
        {
            said--;
        }

        IReadOnlyList<string> spoken = [.. words.Take(Math.Min(said, MostWords))];
        yield return new NameSpelling(spoken);

        foreach (var part in PartsOf(words, kind))
        {
            yield return part;
        }

        foreach (var word in RunTogether(spoken))
        {
            if (word.Length >= LeastWithin && !WordList.IsOrdinary(word))
            {
                yield return new NameSpelling([word], IsAlsoWithin: true);
            }
            else if (spoken.Count > 1 && WordList.IsOrdinary(word, isSmall: true))
            {
                yield return new NameSpelling([word], NamePlaces.AsLogin);
            }
        }
    }

    private static IEnumerable<NameSpelling> PartsOf(IReadOnlyList<string> words, Placeholder kind) =>
        kind == Placeholder.Company ? PartsOfFirm(words) : PartsOfPerson(words);

    private static IEnumerable<NameSpelling> PartsOfFirm(IReadOnlyList<string> words)
    {
        foreach (var part in words.Where(w => !WordList.IsParticle(w) && IsTelling(w)))
        {
            if (!WordList.IsOrdinary(part))
            {
                yield return new NameSpelling([part], IsAlsoWithin: part.Length >= LeastWithin);
                foreach (var form in InflectedNames.Of(part))
                {
                    yield return new NameSpelling([form], NamePlaces.AsInflected);
                }
            }
            else if (!WordList.IsTrade(part))
            {
                yield return new NameSpelling([part], NamePlaces.AsName);
            }
        }
    }

    private static IEnumerable<NameSpelling> PartsOfPerson(IReadOnlyList<string> words)
    {
        var own = words.Where(static w => !WordList.IsTitle(w) && !WordList.IsSuffix(w)).ToList();
        var isDesk = own.TrueForAll(WordList.IsRole);
        for (var i = 0; i < own.Count; i++)
        {
            var part = own[i];
            // Particles such as van and de do not identify a person inside a name; Al Gore and Nguyen Van begin or end
            // with theirs.
            var isTelling = i == 0 || i == own.Count - 1 || !WordList.IsParticle(part);
            if (!isTelling || !(IsTelling(part) || own.Count == 1))
            {
                continue;
            }

            yield return WordList.IsOrdinary(part)
                ? new NameSpelling([part], isDesk || part.Length == 1 ? NamePlaces.AsName : NamePlaces.Anywhere)
                : new NameSpelling([part], IsAlsoWithin: part.Length >= LeastWithin);
            foreach (var nickname in WordList.NicknamesOf(part))
            {
                yield return new NameSpelling(
                    [nickname],
                    WordList.IsOrdinary(nickname, isSmall: true) ? NamePlaces.AsName : NamePlaces.Anywhere
                );
            }

            foreach (var form in isDesk ? [] : InflectedNames.Of(part))
            {
                yield return new NameSpelling([form], NamePlaces.AsInflected);
            }
        }
    }

    /// <summary>
    /// Joined spellings, as in a handle or a file name: O'Brien, Al-Sayed and Jean-Luc, smithjohn, jsmith.
    /// </summary>
    private static IEnumerable<string> RunTogether(IReadOnlyList<string> spoken) =>
        spoken.Count == 1
            ? [spoken[0]]
            :
            [
                string.Concat(spoken),
                .. spoken.Zip(spoken.Skip(1), static (first, second) => first + second),
                spoken[^1] + spoken[0],
                spoken[0][0] + spoken[^1],
                spoken[^1] + spoken[0][0],
                spoken[0] + spoken[^1][0],
            ];

    private static bool IsTelling(string part) =>
        part.Length > 1 && (part.Length >= LeastNumber || !part.All(char.IsAsciiDigit));
}
