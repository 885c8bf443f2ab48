namespace CsMl.Core.Predictions.Llm.Privacy;

/// <summary>What a word may be a form of, so that a list of words need not hold every form.</summary>
internal static class Stems
{
    private const int Shortest = 3;

    /// <summary>Behind these a word must be long enough to be told from a name's second half.</summary>
    private const int ShortestBehind = 4;

    private static readonly string[] Prefixes = ["un", "re", "pre", "non", "mis", "over", "under", "auto", "multi"];
    private static readonly string[] Endings = ["s", "es", "d", "ly"];
    private static readonly string[] OfVerbs = ["ed", "ing"];

    /// <summary>The word itself first.</summary>
    public static IEnumerable<string> Of(string word)
    {
        foreach (var form in WithoutEnding(word))
        {
            yield return form;
        }

        foreach (var prefix in Prefixes)
        {
            if (word.Length >= prefix.Length + ShortestBehind && word.StartsWith(prefix, StringComparison.Ordinal))
            {
                foreach (var form in WithoutEnding(word[prefix.Length..]))
                {
                    yield return form;
                }
            }
        }
    }

    private static IEnumerable<string> WithoutEnding(string word)
    {
        yield return word;
        // Tries, tried; hurries.
        if (Cut(word, "ies") is { } plural)
        {
            yield return plural + "y";
        }

        if (Cut(word, "ied") is { } past)
        {
            yield return past + "y";
        }

        foreach (var ending in Endings)
        {
            if (Cut(word, ending) is { } stem)
            {
                yield return stem;
            }
        }

        foreach (var ending in OfVerbs)
        {
            if (Cut(word, ending) is { } stem)
            {
                yield return stem;
                // Migrating; planned.
                yield return stem + "e";
                if (stem.Length > Shortest && stem[^1] == stem[^2])
                {
                    yield return stem[..^1];
                }
            }
        }
    }

    private static string? Cut(string word, string ending) =>
        word.Length >= Shortest + ending.Length && word.EndsWith(ending, StringComparison.Ordinal)
            ? word[..^ending.Length]
            : null;
}
