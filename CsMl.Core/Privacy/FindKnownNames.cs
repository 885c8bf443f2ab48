namespace CsMl.Core.Privacy;

/// <summary>
/// Finds the names from the account's own facts in a text. They take precedence over everything else that the words may
/// be: part of an address or ordinary words.
/// </summary>
internal sealed class FindKnownNames
{
    /// <summary>Maximum number of pieces of a name that is split by hyphens, dots or line breaks.</summary>
    private const int MostPieces = 3;
    private const int LeastTorn = 4;

    /// <summary>Maximum length of a split name, in letters.</summary>
    public const int LongestTorn = 32;

    /// <summary>Maximum length of a name stem that can be part of an ordinary word by chance.</summary>
    private const int LongestShort = 4;

    /// <summary>
    /// Maximum number of characters between the parts of a name, as in "Gates, Robert" and "Gates (R.)".
    /// </summary>
    private const int MostBetween = 3;

    private readonly string text;
    private readonly List<Word> words;
    private readonly KnownNames known;

    /// <summary>False if the text has no capitals, so that a lower-case word can still be a name.</summary>
    private readonly bool hasCapitals;

    private readonly List<(int First, int Last, KnownName Name)> found = [];

    private FindKnownNames(string text, List<Word> words, KnownNames known)
    {
        this.text = text;
        this.words = words;
        this.known = known;
        hasCapitals = words.Exists(static w => w.HasUpper);
    }

    /// <param name="words">All words of the text.</param>
    /// <param name="addresses">All addresses in the text, in order of position.</param>
    /// <returns>Names in order of position, without overlaps.</returns>
    public static List<Secret> In(string text, List<Word> words, IReadOnlyList<Secret> addresses, KnownNames known)
    {
        var finder = new FindKnownNames(text, words, known);
        finder.FindAll();
        finder.FindBeside(addresses);
        return finder.Merge();
    }

    private void FindAll()
    {
        for (var i = 0; i < words.Count; )
        {
            var (name, count) = At(i);
            if (name is not null)
            {
                found.Add((i, i + count - 1, name));
            }

            i += count;
        }
    }

    private (KnownName? Name, int Words) At(int at)
    {
        var word = words[at];
        var asName = IsWrittenAsName(word);
        for (var count = known.MostWords(word.Folded); count > 1; count--)
        {
            if (at + count <= words.Count && FindSequence(at, count, asName) is { } whole)
            {
                return (whole, count);
            }
        }

        if (FindWord(word, asName) is { } name)
        {
            return (name, 1);
        }

        if (FindTorn(at, asName) is { } torn)
        {
            return torn;
        }

        if (FindInitials(at) is { } initials)
        {
            return initials;
        }

        return (FindInParts(word) ?? FindWithin(word), 1);
    }

    private KnownName? FindSequence(int at, int count, bool asName)
    {
        var key = string.Join(' ', words.Skip(at).Take(count).Select(static w => w.Folded));
        return known.Find(key, asName) ?? (key.EndsWith('s') ? known.Find(key[..^1], asName) : null);
    }

    private KnownName? FindWord(Word word, bool asName) =>
        FindInflected(word.Folded, asName)
        ?? (word.Transcribed is { } transcribed ? FindInflected(transcribed, asName) : null);

    /// <summary>
    /// Only the endings -s and -es are handled. Other endings do not turn a name into an ordinary word, and a word that
    /// is not ordinary is hidden anyway.
    /// </summary>
    private KnownName? FindInflected(string folded, bool asName) =>
        known.Find(folded, asName)
        ?? (folded.Length > 2 && folded[^1] == 's' ? FindStem(folded, folded[..^1], asName) : null)
        ?? (
            folded.Length > 4 && folded.EndsWith("es", StringComparison.Ordinal)
                ? FindStem(folded, folded[..^2], asName)
                : null
        );

    /// <summary>"This" is not a genitive of Thi, but "wills" may be one of Will.</summary>
    private KnownName? FindStem(string folded, string stem, bool asName) =>
        stem.Length <= LongestShort
        && WordList.IsOrdinary(folded, isSmall: true)
        && !WordList.IsOrdinary(stem, isSmall: true)
            ? null
            : known.Find(stem, asName);

    /// <summary>Finds split names: "G r a c e", "Hop-per", "Hop per".</summary>
    private (KnownName, int)? FindTorn(int at, bool asName)
    {
        var joined = words[at].Folded;
        var letters = joined.Length == 1;
        for (var next = at + 1; next < words.Count && IsNear(next) && joined.Length < LongestTorn; next++)
        {
            letters &= words[next].Folded.Length == 1;
            if (next - at >= MostPieces && !letters)
            {
                return null;
            }

            joined += words[next].Folded;
            if ((letters || joined.Length >= LeastTorn) && FindInflected(joined, asName) is { } name)
            {
                return (name, next - at + 1);
            }
        }

        return null;
    }

    /// <summary>Finds initials: J.S. or J. S. for John Smith.</summary>
    private (KnownName, int)? FindInitials(int at)
    {
        var initials = "";
        for (var i = at; i < words.Count && initials.Length < MostPieces && IsInitial(i); i++)
        {
            initials += words[i].Folded;
            if (initials.Length > 1 && known.FindByInitials(initials) is { } name)
            {
                return (name, initials.Length);
            }
        }

        return null;
    }

    private bool IsInitial(int at) =>
        words[at] is { Folded.Length: 1, HasUpper: true } word && word.End < text.Length && text[word.End] == '.';

    /// <summary>Finds a name inside a compound word: RobertGates, gates2024.</summary>
    private KnownName? FindInParts(Word word)
    {
        foreach (var part in word.Parts(text))
        {
            if (part.Folded.Length > 1 && FindWord(part, asName: true) is { } name)
            {
                return name;
            }
        }

        return null;
    }

    private KnownName? FindWithin(Word word) =>
        known.FindWithin(word.Folded) ?? (word.Transcribed is { } transcribed ? known.FindWithin(transcribed) : null);

    /// <summary>
    /// True for a word with a capital, in a text without capitals, in a hashtag or handle, or next to an underscore.
    /// </summary>
    private bool IsWrittenAsName(Word word) =>
        word.HasUpper
        || !hasCapitals
        || (word.Start > 0 && text[word.Start - 1] is '#' or '@' or '_')
        || (word.End < text.Length && text[word.End] is '_' or '@');

    /// <summary>
    /// Next to an address, a word of the company's name counts as the name, even if it is an ordinary word elsewhere.
    /// </summary>
    private void FindBeside(IReadOnlyList<Secret> addresses)
    {
        if (known.Company is not { } company || addresses.Count == 0)
        {
            return;
        }

        var after = 0;
        foreach (var address in addresses)
        {
            while (after < words.Count && words[after].Start < address.Start)
            {
                after++;
            }

            var before = after - 1;
            if (before >= 0 && address.Start - words[before].End <= MostBetween && company.Takes(words[before]))
            {
                found.Add((before, before, company));
            }

            while (after < words.Count && words[after].Start < address.End)
            {
                after++;
            }

            if (after < words.Count && words[after].Start - address.End <= MostBetween && company.Takes(words[after]))
            {
                found.Add((after, after, company));
            }
        }

        found.Sort(static (a, b) => a.First.CompareTo(b.First));
    }

    /// <summary>
    /// Extends each name by its neighbouring words that belong to it, and merges the parts of one name.
    /// </summary>
    private List<Secret> Merge()
    {
        var secrets = new List<Secret>(found.Count);
        var taken = -1;
        for (var i = 0; i < found.Count; )
        {
            var (first, last, name) = found[i];
            while (first - 1 > taken && IsNear(first) && IsPartBefore(first - 1, name))
            {
                first--;
            }

            i++;
            for (var more = true; more; )
            {
                more = false;
                while (
                    i < found.Count
                    && (found[i].First <= last || (found[i].Name == name && IsNext(found[i].First, last)))
                )
                {
                    last = Math.Max(last, found[i].Last);
                    i++;
                    more = true;
                }

                while (
                    last + 1 < words.Count
                    && (i == found.Count || last + 1 < found[i].First)
                    && IsPartAfter(last + 1, name)
                )
                {
                    last++;
                    more = true;
                }
            }

            taken = last;
            var (start, end) = (words[first].Start, words[last].End);
            secrets.Add(new Secret(start, end - start, name.Kind, name.Shown ?? text[start..end]));
        }

        return secrets;
    }

    private bool IsNext(int at, int last) => at == last + 1 && IsNear(at);

    private bool IsPartBefore(int at, KnownName name) =>
        name.Takes(words[at]) && (words[at].Folded.Length > 1 || Between(at + 1) is " " or ". " or "." or "-" or "_");

    /// <summary>An initial after a full stop starts a sentence, except after another initial.</summary>
    private bool IsPartAfter(int at, KnownName name) =>
        IsNear(at)
        && name.Takes(words[at])
        && (
            words[at].Folded.Length > 1
            || Between(at) is " " or ", " or "," or "-" or "_" or " ("
            || (words[at - 1].Folded.Length == 1 && Between(at) is ". " or ".")
        );

    private bool IsNear(int at) => at > 0 && words[at].Start - words[at - 1].End <= MostBetween;

    private ReadOnlySpan<char> Between(int at) => text.AsSpan(words[at - 1].End, words[at].Start - words[at - 1].End);
}
