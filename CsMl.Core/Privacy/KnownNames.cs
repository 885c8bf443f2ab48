using CsMl.Core.Accounts;

namespace CsMl.Core.Privacy;

/// <summary>
/// The names and ids stated in an account's facts, for finding them in any text: in any case and inflection, with or
/// without diacritics, in part or in whole, joined, split or inside a longer word.
/// </summary>
internal sealed class KnownNames
{
    /// <summary>
    /// Minimum length of an id that counts everywhere, because shorter ids of digits alone would match ordinary numbers.
    /// </summary>
    private const int LeastIdLength = 3;

    /// <summary>Number of characters of a name that are read, far more than any name has.</summary>
    private const int LongestRead = 16 * FactTexts.LongestName;

    private readonly Dictionary<string, (KnownName Name, NamePlaces Places)> _bySpelling = new(StringComparer.Ordinal);

    /// <summary>
    /// Word count of the longest name by its first word, so that an account with thousands of ids is searched fast.
    /// </summary>
    private readonly Dictionary<string, int> _longest = new(StringComparer.Ordinal);

    private readonly Dictionary<string, KnownName> _byInitials = new(StringComparer.Ordinal);
    private readonly NamesWithin _within = new();

    /// <summary>The account's name; null if it has no letters.</summary>
    public KnownName? Company { get; private set; }

    public static KnownNames Of(AccountFacts facts)
    {
        var known = new KnownNames();
        known.Company = known.AddName(facts.Name, Placeholder.Company);
        foreach (var contact in facts.Contacts)
        {
            if (known.AddName(contact.Name, Placeholder.Person) is { } person)
            {
                known.AddInitials(person);
            }
        }

        known.AddOwner(facts.OwnerId);
        foreach (var owner in facts.Ctas.Select(static c => c.OwnerId).Distinct(StringComparer.Ordinal))
        {
            known.AddOwner(owner);
        }

        known.AddId(facts.AccountId);
        foreach (var activity in facts.Activities)
        {
            known.AddId(activity.Id);
        }

        foreach (var ticket in facts.Tickets)
        {
            known.AddId(ticket.Id);
        }

        foreach (var cta in facts.Ctas)
        {
            known.AddId(cta.Id);
            known.AddId(cta.PlaybookId);
        }

        return known;
    }

    /// <summary>Word count of the longest name that begins with this word.</summary>
    public int MostWords(string first) => _longest.GetValueOrDefault(first);

    /// <summary>The name with this spelling, and the places at which the spelling counts.</summary>
    /// <param name="spelling">Folded words, separated by spaces.</param>
    public (KnownName Name, NamePlaces Places)? Find(string spelling) =>
        _bySpelling.TryGetValue(spelling, out var found) ? found : null;

    /// <summary>Finds a name inside a longer word.</summary>
    public KnownName? FindWithin(string word) => _within.Find(word);

    /// <param name="initials">In lower case.</param>
    public KnownName? FindByInitials(string initials) => _byInitials.GetValueOrDefault(initials);

    private KnownName? AddName(string? name, Placeholder kind)
    {
        var inert = SanitizeText.Of(name ?? "", LongestRead);
        var words = Word.Fold(inert);
        if (words.Count == 0)
        {
            return null;
        }

        var known = new KnownName(kind, SanitizeText.Of(inert, FactTexts.LongestName), words);
        foreach (var spelling in NameSpellings.Of(inert, kind))
        {
            Add(spelling, known);
        }

        return known;
    }

    private void AddInitials(KnownName person)
    {
        var words = person.Words.Where(static w => !WordList.IsTitle(w) && !WordList.IsSuffix(w)).ToList();
        if (words.Count > 1)
        {
            _byInitials.TryAdd(string.Concat(words.Select(static w => w[0])), person);
            _byInitials.TryAdd($"{words[0][0]}{words[^1][0]}", person);
        }
    }

    /// <summary>
    /// Owners are known by their ids only, which often contain their names: anna.winters@vendor.example.
    /// </summary>
    private void AddOwner(string? id)
    {
        AddId(id);
        var local = SanitizeText.Of((id ?? "").Split('@')[0], FactTexts.LongestName);
        // An id may end with a number, as in anna.winters2 or AnnaWinters2.
        var words = Word.In(local)
            .SelectMany(word => word.Pieces(local))
            .Where(static w => !w.Any(char.IsAsciiDigit))
            .ToList();
        // An id in the form of an e-mail local part has a first and a last name, even if both are ordinary words.
        var isPerson = words.Count > 1 && local.AsSpan().ContainsAny('.', '_') && !words.TrueForAll(WordList.IsRole);
        foreach (var word in words)
        {
            if (isPerson || (!WordList.IsRole(word) && !WordList.IsOrdinary(word, isSmall: true)) || IsOnNameList(word))
            {
                AddPart(word);
            }

            // Finds Gates in rgates and in gatesr.
            if (words.Count == 1 && word.Length > LeastIdLength)
            {
                foreach (var name in ((string[])[word[1..], word[..^1]]).Where(IsOnNameList))
                {
                    AddPart(name);
                }
            }
        }

        void AddPart(string part)
        {
            if (part.Length > 1)
            {
                var isStrange = !WordList.IsOrdinary(part, isSmall: true);
                Add(
                    new NameSpelling([part], IsAlsoWithin: isStrange && part.Length >= NamesWithin.Least),
                    new KnownName(Placeholder.Name, null, words)
                );
                foreach (var form in InflectedNames.Of(part))
                {
                    Add(new NameSpelling([form], NamePlaces.AsInflected), new KnownName(Placeholder.Name, null, words));
                }
            }
        }
    }

    private static bool IsOnNameList(string word) =>
        !WordList.IsRole(word)
        && (WordList.IsGivenWord(word) || WordList.IsSurnameWord(word) || WordList.IsCommonName(word));

    private void AddId(string? id)
    {
        var words = Word.Fold(SanitizeText.Of(id ?? "", FactTexts.LongestName));
        if (id is null || words.Count == 0)
        {
            return;
        }

        var places = NamePlaces.Anywhere;
        if (id.Length < LeastIdLength || words.All(static w => WordList.IsOrdinary(w)))
        {
            places = words.Count > 1 ? NamePlaces.AsId | NamePlaces.Joined : NamePlaces.AsId;
        }

        Add(new NameSpelling(words, places), new KnownName(Placeholder.Id, id, words));
    }

    private void Add(NameSpelling spelling, KnownName name)
    {
        // The first of two equal spellings wins: the company before its people, people before ids.
        var words = spelling.Words;
        var key = words.Count == 1 ? words[0] : string.Join(' ', words);
        if (_bySpelling.TryAdd(key, (name, spelling.Places)))
        {
            _longest[words[0]] = Math.Max(words.Count, _longest.GetValueOrDefault(words[0]));
        }
        else
        {
            var first = _bySpelling[key];
            _bySpelling[key] = first with { Places = first.Places | spelling.Places };
        }

        if (spelling.IsAlsoWithin)
        {
            _within.Add(words[0], name);
        }
    }
}
