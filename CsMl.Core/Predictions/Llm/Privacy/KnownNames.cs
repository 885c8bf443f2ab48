using CsMl.Core.Accounts;
using CsMl.Core.Predictions.Llm.Texts;

namespace CsMl.Core.Predictions.Llm.Privacy;

/// <summary>
/// The names and ids that an account's facts state themselves, to be found in any text: in any case, with or without
/// marks, in part or in whole, run together or as a part of a longer word.
/// </summary>
internal sealed class KnownNames
{
    /// <summary>From here on a name is also found within a word, such as a genitive or a file's name.</summary>
    private const int LeastWithin = 5;

    /// <summary>Of a name that is longer, its beginning is told from other text; nobody has one.</summary>
    private const int MostWords = 12;

    /// <summary>Shorter ids of digits alone would take ordinary numbers for themselves.</summary>
    private const int LeastIdLength = 3;

    private readonly Dictionary<string, Known> byWords = new(StringComparer.Ordinal);

    /// <summary>How many words the longest name has that begins with a word; an account may have thousands of ids.</summary>
    private readonly Dictionary<string, int> longest = new(StringComparer.Ordinal);

    private readonly List<(string Part, Known Name)> within = [];

    /// <param name="Words">Folded.</param>
    /// <param name="Name">As it is to be put back.</param>
    /// <param name="OnlyCapitalised">An ordinary word that is part of a person's name is one where it is written so.</param>
    internal sealed record Known(
        IReadOnlyList<string> Words,
        Placeholder Kind,
        string Name,
        bool OnlyCapitalised = false
    );

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
    public Known? Find(List<Word> words, int at)
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

        foreach (var (part, whole) in within)
        {
            if (word.Folded.Length > part.Length && word.Folded.Contains(part, StringComparison.Ordinal))
            {
                return whole with { Words = [word.Folded] };
            }
        }

        return null;
    }

    private static string Key(List<Word> words, int at, int count) =>
        count == 1 ? words[at].Folded : string.Join(' ', words.Skip(at).Take(count).Select(static w => w.Folded));

    private void AddName(string? name, Placeholder kind)
    {
        var shown = name is null ? "" : InertText.Of(name, FactTexts.LongestName);
        var words = Word.Fold(shown);
        if (words.Count == 0)
        {
            return;
        }

        AddSpelling(words, kind, shown);
        var latinised = Latinised(shown);
        if (latinised != shown)
        {
            AddSpelling(Word.Fold(latinised), kind, shown);
        }
    }

    private void AddSpelling(IReadOnlyList<string> words, Placeholder kind, string shown)
    {
        Add(new Known([.. words.Take(MostWords)], kind, shown));
        // Without the legal form, which nobody says.
        var said = words.Count;
        while (said > 1 && WordList.IsParticle(words[said - 1]))
        {
            said--;
        }

        said = Math.Min(said, MostWords);
        IReadOnlyList<string> spoken = [.. words.Take(said)];
        Add(new Known(spoken, kind, shown));
        // As in a handle or a file's name.
        AddWithin(string.Concat(spoken), kind, shown);
        foreach (var part in words)
        {
            AddPart(part, kind, shown);
        }

        for (var i = 1; i < said; i++)
        {
            // O'Brien, Al-Sayed, Jean-Luc run together.
            AddWithin(words[i - 1] + words[i], kind, shown);
        }
    }

    private void AddPart(string part, Placeholder kind, string shown)
    {
        if (part.Length < 2 || WordList.IsParticle(part))
        {
            return;
        }

        if (!WordList.IsOrdinary(part))
        {
            Add(new Known([part], kind, shown));
            AddWithin(part, kind, shown);
        }
        else if (kind == Placeholder.Person)
        {
            Add(new Known([part], kind, shown, OnlyCapitalised: true));
        }
    }

    private void AddWithin(string part, Placeholder kind, string shown)
    {
        if (part.Length >= LeastWithin && !WordList.IsOrdinary(part))
        {
            Add(new Known([part], kind, shown));
            within.Add((part, new Known([part], kind, shown)));
        }
    }

    private void AddId(string? id)
    {
        if (id is null || id.Length < LeastIdLength)
        {
            return;
        }

        var words = Word.Fold(InertText.Of(id, FactTexts.LongestName));
        if (words.Count > 0 && !words.All(WordList.IsOrdinary))
        {
            Add(new Known(words, Placeholder.Id, id));
        }
    }

    private void Add(Known known)
    {
        // Of two that are the same the first stays: the company before its people, people before ids.
        var key = string.Join(' ', known.Words);
        if (byWords.TryAdd(key, known))
        {
            longest[known.Words[0]] = Math.Max(known.Words.Count, longest.GetValueOrDefault(known.Words[0]));
        }
        else if (byWords[key].OnlyCapitalised)
        {
            byWords[key] = known;
        }
    }

    /// <summary>Müller is written Mueller where the keyboard has no umlaut.</summary>
    private static string Latinised(string name) =>
        System.Text.Ascii.IsValid(name)
            ? name
            : string.Concat(
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
