using CsMl.Core.Accounts;

namespace CsMl.Core.Privacy;

/// <summary>
/// The names and ids that an account's facts state themselves, to be found in any text: in any case, with or without
/// marks, in part or in whole, run together or as a part of a longer word.
/// </summary>
internal sealed class KnownNames
{
    /// <summary>Shorter ids of digits alone would take ordinary numbers for themselves.</summary>
    private const int LeastIdLength = 3;

    private readonly Dictionary<string, KnownName> byWords = new(StringComparer.Ordinal);

    /// <summary>How many words the longest name has that begins with a word; an account may have thousands of ids.</summary>
    private readonly Dictionary<string, int> longest = new(StringComparer.Ordinal);

    private readonly NamesWithin within = new();

    public static KnownNames Of(AccountFacts facts)
    {
        var known = new KnownNames();
        known.AddName(facts.Name, Placeholder.Company);
        foreach (var contact in facts.Contacts)
        {
            known.AddName(contact.Name, Placeholder.Person);
        }

        known.AddId(facts.AccountId);
        known.AddId(facts.OwnerId);
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
            known.AddId(cta.OwnerId);
            known.AddId(cta.PlaybookId);
        }

        return known;
    }

    /// <summary>The longest name that begins at a word; null: none does.</summary>
    public KnownName? Find(List<Word> words, int at)
    {
        var word = words[at];
        for (var count = longest.GetValueOrDefault(word.Folded); count > 0; count--)
        {
            if (
                at + count <= words.Count
                && byWords.TryGetValue(Key(words, at, count), out var known)
                && (word.HasUpper || !known.OnlyCapitalised)
            )
            {
                return known;
            }
        }

        return within.Find(word.Folded) is { } whole ? whole with { Words = [word.Folded] } : null;
    }

    private static string Key(List<Word> words, int at, int count) =>
        count == 1 ? words[at].Folded : string.Join(' ', words.Skip(at).Take(count).Select(static w => w.Folded));

    private void AddName(string? name, Placeholder kind)
    {
        foreach (var spelling in NameSpellings.Of(name ?? "", kind))
        {
            Add(spelling.Known);
            if (spelling.IsAlsoWithin)
            {
                within.Add(spelling.Known.Words[0], spelling.Known);
            }
        }
    }

    private void AddId(string? id)
    {
        if (id is null || id.Length < LeastIdLength)
        {
            return;
        }

        var words = Word.Fold(SanitizeText.Of(id, FactTexts.LongestName));
        if (words.Count > 0 && !words.All(static w => WordList.IsOrdinary(w)))
        {
            Add(new KnownName(words, Placeholder.Id, id));
        }
    }

    private void Add(KnownName known)
    {
        // Of two that are the same the first stays: the company before its people, people before ids.
        var key = known.Words.Count == 1 ? known.Words[0] : string.Join(' ', known.Words);
        if (byWords.TryAdd(key, known))
        {
            longest[known.Words[0]] = Math.Max(known.Words.Count, longest.GetValueOrDefault(known.Words[0]));
        }
        else if (byWords[key].OnlyCapitalised)
        {
            byWords[key] = known;
        }
    }
}
