namespace CsMl.Core.Privacy;

/// <summary>
/// Next to an address, a word of the company's name counts as the name, even if it is an ordinary word elsewhere.
/// </summary>
internal static class NamesBesideAddresses
{
    /// <summary>Maximum number of characters between the address and the word.</summary>
    private const int MostBetween = 3;

    /// <param name="words">All words of the text.</param>
    /// <param name="addresses">All addresses in the text, in order of position.</param>
    /// <returns>The positions of the words that count.</returns>
    public static IEnumerable<int> Of(KnownName company, List<Word> words, IReadOnlyList<Secret> addresses)
    {
        var after = 0;
        foreach (var address in addresses)
        {
            after = FirstFrom(address.Start, words, after);
            var before = after - 1;
            if (before >= 0 && address.Start - words[before].End <= MostBetween && company.Takes(words[before]))
            {
                yield return before;
            }

            after = FirstFrom(address.End, words, after);
            if (after < words.Count && words[after].Start - address.End <= MostBetween && company.Takes(words[after]))
            {
                yield return after;
            }
        }
    }

    /// <summary>The first word that begins at the position or after it.</summary>
    private static int FirstFrom(int position, List<Word> words, int at)
    {
        while (at < words.Count && words[at].Start < position)
        {
            at++;
        }

        return at;
    }
}
