using System.Collections.Concurrent;

namespace CsMl.Core.Accounts.Vocabulary;

/// <summary>
/// What the words of one field mean. The first row with a phrase in the text decides, so special cases stand above
/// general ones. A phrase behind a negation does not count: "never cancelled" is not cancelled.
/// </summary>
internal sealed class WordTable<T>(params (T Meaning, Phrases Phrases)[] rows)
    where T : struct, Enum
{
    /// <summary>Statuses repeat, so the meanings of this many spellings are remembered.</summary>
    private const int MostRemembered = 1_000;

    private static readonly string[] Negations =
    [
        .. "not never no non nicht nie kein keine ohne without yet dont doesnt isnt wasnt wont cant cannot".Split(' '),
    ];

    private readonly ConcurrentDictionary<string, T?> _remembered = new(StringComparer.Ordinal);

    /// <summary>Null if the text is absent or no row knows it.</summary>
    public T? Find(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (!_remembered.TryGetValue(text, out var meaning))
        {
            meaning = Read(NormalWords.Of(text));
            if (_remembered.Count < MostRemembered)
            {
                _remembered[text] = meaning;
            }
        }

        return meaning;
    }

    private T? Read(string words)
    {
        foreach (var (meaning, phrases) in rows)
        {
            if (phrases.AreIn(words, Negations))
            {
                return meaning;
            }
        }

        return null;
    }
}
