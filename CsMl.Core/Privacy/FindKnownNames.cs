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
    private const int LongestTorn = 32;

    /// <summary>Maximum length of a split name with what splits it.</summary>
    public const int LongestTornText = LongestTorn * (1 + MostBetweenTorn);

    /// <summary>Maximum length of a name stem that can be part of an ordinary word by chance.</summary>
    private const int LongestShort = 4;

    /// <summary>
    /// Maximum number of characters between the parts of a name, as in "Gates, Robert" and "Gates (R.)".
    /// </summary>
    private const int MostBetween = 3;

    /// <summary>Maximum number of characters between the pieces of a split name, as in "Hop -- per".</summary>
    private const int MostBetweenTorn = 5;

    private readonly string _text;
    private readonly List<Word> _words;
    private readonly KnownNames _known;
    private readonly WordPlaces _places;

    private readonly List<(int First, int Last, KnownName Name)> _found = [];

    private FindKnownNames(string text, List<Word> words, KnownNames known) =>
        (_text, _words, _known, _places) = (text, words, known, new WordPlaces(text, words));

    /// <param name="words">All words of the text.</param>
    /// <param name="addresses">All addresses in the text, in order of position.</param>
    /// <returns>Names in order of position, without overlaps.</returns>
    public static List<Secret> In(string text, List<Word> words, IReadOnlyList<Secret> addresses, KnownNames known)
    {
        var finder = new FindKnownNames(text, words, known);
        finder.FindAll();
        if (known.Company is { } company)
        {
            finder.AddFirm(NamesBesideAddresses.Of(company, words, addresses), company);
        }

        return finder.Merge();
    }

    private void AddFirm(IEnumerable<int> words, KnownName company)
    {
        _found.AddRange(words.Select(at => (at, at, company)));
        _found.Sort(static (a, b) => a.First.CompareTo(b.First));
    }

    private void FindAll()
    {
        for (var i = 0; i < _words.Count; )
        {
            var (name, count) = At(i);
            if (name is not null)
            {
                _found.Add((i, i + count - 1, name));
            }

            i += count;
        }
    }

    private (KnownName? Name, int Words) At(int at)
    {
        var word = _words[at];
        for (var count = _known.MostWords(word.Folded); count > 1; count--)
        {
            if (at + count <= _words.Count && FindSequence(at, count) is { } whole)
            {
                return (whole, count);
            }
        }

        if (FindWord(word, at) is { } name)
        {
            return (name, 1);
        }

        if (FindTorn(at) is { } torn)
        {
            return torn;
        }

        if (FindInitials(at) is { } initials)
        {
            return initials;
        }

        return (FindInParts(word, at) ?? FindWithin(word), 1);
    }

    /// <summary>Finds a spelling where it counts: at the word, or at the place that is given.</summary>
    private KnownName? Find(string spelling, int at, NamePlaces place = NamePlaces.None) =>
        _known.Find(spelling) is var (name, places) && ((places & place) != NamePlaces.None || _places.IsAt(at, places))
            ? name
            : null;

    private KnownName? FindSequence(int at, int count)
    {
        var key = string.Join(' ', _words.Skip(at).Take(count).Select(static w => w.Folded));
        var place = IsJoined(at, count) ? NamePlaces.Joined : NamePlaces.None;
        return Find(key, at, place) ?? (key.EndsWith('s') ? Find(key[..^1], at, place) : null);
    }

    /// <summary>True if no space separates the words.</summary>
    private bool IsJoined(int at, int count)
    {
        for (var next = at + 1; next < at + count; next++)
        {
            if (!IsNear(next) || Between(next).Contains(' '))
            {
                return false;
            }
        }

        return true;
    }

    private KnownName? FindWord(Word word, int at, NamePlaces place = NamePlaces.None) =>
        FindInflected(word.Folded, at, place)
        ?? (word.Transcribed is { } transcribed ? FindInflected(transcribed, at, place) : null);

    /// <summary>
    /// Only the endings -s and -es are handled, because the names know the forms that are ordinary words, and a word
    /// that is not ordinary is hidden anyway.
    /// </summary>
    private KnownName? FindInflected(string folded, int at, NamePlaces place = NamePlaces.None) =>
        Find(folded, at, place)
        ?? (folded.Length > 2 && folded[^1] == 's' ? FindStem(folded, folded[..^1], at, place) : null)
        ?? (
            folded.Length > 4 && folded.EndsWith("es", StringComparison.Ordinal)
                ? FindStem(folded, folded[..^2], at, place)
                : null
        );

    /// <summary>"This" is not a genitive of Thi, but "wills" may be one of Will.</summary>
    private KnownName? FindStem(string folded, string stem, int at, NamePlaces place) =>
        stem.Length <= LongestShort
        && WordList.IsOrdinary(folded, isSmall: true)
        && !WordList.IsOrdinary(stem, isSmall: true)
            ? null
            : Find(stem, at, place);

    /// <summary>Finds split names: "G r a c e", "Hop-per", "Hop per".</summary>
    private (KnownName, int)? FindTorn(int at)
    {
        var joined = _words[at].Folded;
        var letters = joined.Length == 1;
        for (
            var next = at + 1;
            next < _words.Count && IsNear(next, MostBetweenTorn) && joined.Length < LongestTorn;
            next++
        )
        {
            letters &= _words[next].Folded.Length == 1;
            if (next - at >= MostPieces && !letters)
            {
                return null;
            }

            joined += _words[next].Folded;
            if ((letters || joined.Length >= LeastTorn) && FindInflected(joined, at) is { } name)
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
        for (var i = at; i < _words.Count && initials.Length < MostPieces && IsInitial(i); i++)
        {
            initials += _words[i].Folded;
            if (initials.Length > 1 && _known.FindByInitials(initials) is { } name)
            {
                return (name, initials.Length);
            }
        }

        return null;
    }

    private bool IsInitial(int at) =>
        _words[at] is { Folded.Length: 1, HasUpper: true } word && word.End < _text.Length && _text[word.End] == '.';

    /// <summary>Finds a name inside a compound word: RobertGates, gates2024.</summary>
    private KnownName? FindInParts(Word word, int at)
    {
        foreach (var part in word.Parts(_text))
        {
            if (part.Folded.Length > 1 && FindWord(part, at, NamePlaces.AsName) is { } name)
            {
                return name;
            }
        }

        return null;
    }

    private KnownName? FindWithin(Word word) =>
        _known.FindWithin(word.Folded) ?? (word.Transcribed is { } transcribed ? _known.FindWithin(transcribed) : null);

    /// <summary>
    /// Extends each name by its neighbouring words that belong to it, and merges the parts of one name.
    /// </summary>
    private List<Secret> Merge()
    {
        var secrets = new List<Secret>(_found.Count);
        var taken = -1;
        for (var i = 0; i < _found.Count; )
        {
            var (first, last, name) = _found[i];
            while (first - 1 > taken && IsNear(first) && IsPartBefore(first - 1, name))
            {
                first--;
            }

            i++;
            for (var more = true; more; )
            {
                more = false;
                while (
                    i < _found.Count
                    && (_found[i].First <= last || (_found[i].Name == name && IsNext(_found[i].First, last)))
                )
                {
                    last = Math.Max(last, _found[i].Last);
                    i++;
                    more = true;
                }

                while (
                    last + 1 < _words.Count
                    && (i == _found.Count || last + 1 < _found[i].First)
                    && IsPartAfter(last + 1, name)
                )
                {
                    last++;
                    more = true;
                }
            }

            taken = last;
            var (start, end) = (_words[first].Start, _words[last].End);
            secrets.Add(new Secret(start, end - start, name.Kind, name.Shown ?? _text[start..end]));
        }

        return secrets;
    }

    private bool IsNext(int at, int last) => at == last + 1 && IsNear(at);

    private bool IsPartBefore(int at, KnownName name) =>
        name.Takes(_words[at]) && (_words[at].Folded.Length > 1 || Between(at + 1) is " " or ". " or "." or "-" or "_");

    /// <summary>An initial after a full stop starts a sentence, except after another initial.</summary>
    private bool IsPartAfter(int at, KnownName name) =>
        IsNear(at)
        && name.Takes(_words[at])
        && (
            _words[at].Folded.Length > 1
            || Between(at) is " " or ", " or "," or "-" or "_" or " ("
            || (_words[at - 1].Folded.Length == 1 && Between(at) is ". " or ".")
        );

    private bool IsNear(int at, int most = MostBetween) => at > 0 && _words[at].Start - _words[at - 1].End <= most;

    private ReadOnlySpan<char> Between(int at) =>
        _text.AsSpan(_words[at - 1].End, _words[at].Start - _words[at - 1].End);
}
