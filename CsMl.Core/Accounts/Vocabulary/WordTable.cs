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

    private const int MostLength = 64;
    private const string Punctuation = " -–_/.,:;()'’`&+!?";
    private const char Diaeresis = '\u0308';

    private static readonly string[] Negations =
    [
        .. "not never no non nicht nie kein keine ohne without yet dont doesnt isnt wasnt wont cant cannot".Split(' '),
    ];

    private readonly ConcurrentDictionary<string, T?> _remembered = new(StringComparer.Ordinal);

    /// <summary>Null if the text is absent or no row knows it.</summary>
    public T? Find(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || !IsStatus(text))
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

    /// <summary>A sentence, or a text with other characters, is no status, whatever words it has.</summary>
    private static bool IsStatus(string text)
    {
        if (text.Length > MostLength)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c) && c != Diaeresis && !Punctuation.Contains(c, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
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
