namespace CsMl.Core.Privacy;

/// <summary>
/// A word list that also contains the inflected forms of its words: plurals, -ed, -ing, -ly, and prefixes such as un-,
/// re-, over-. The forms are computed once, because every word of every name and text is looked up here.
/// </summary>
internal sealed class InflectedWords
{
    /// <summary>Minimum length of a word with inflected forms.</summary>
    private const int Shortest = 3;

    /// <summary>
    /// Minimum length of a word after a prefix, so that it is not confused with the second half of a name.
    /// </summary>
    private const int ShortestBehind = 4;

    private static readonly string[] Prefixes = ["un", "re", "pre", "non", "mis", "over", "under", "auto", "multi"];
    private static readonly string[] Endings = ["s", "es", "d", "ed", "ing", "ly"];

    private readonly HashSet<string> _forms;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public InflectedWords(IEnumerable<string> words)
    {
        _forms = new HashSet<string>(words.SelectMany(Forms), StringComparer.Ordinal);
        _lookup = _forms.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public bool Contains(string word)
    {
        if (_forms.Contains(word))
        {
            return true;
        }

        foreach (var prefix in Prefixes)
        {
            if (
                word.Length >= prefix.Length + ShortestBehind
                && word.StartsWith(prefix, StringComparison.Ordinal)
                && _lookup.Contains(word.AsSpan(prefix.Length))
            )
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> Forms(string word)
    {
        yield return word;
        if (word.Length < Shortest)
        {
            yield break;
        }

        foreach (var ending in Endings)
        {
            yield return word + ending;
        }

        if (word[^1] == 'e')
        {
            yield return word[..^1] + "ing";
        }
        else if (word[^1] == 'y')
        {
            yield return word[..^1] + "ies";
            yield return word[..^1] + "ied";
        }
        else
        {
            // As in planned and planning.
            yield return word + word[^1] + "ed";
            yield return word + word[^1] + "ing";
        }
    }
}
