using System.Collections.Frozen;
using CsMl.Core.Predictions.Llm.Texts;

namespace CsMl.Core.Predictions.Llm.Privacy;

/// <summary>Words that are known to be names, or known to be none.</summary>
internal static class WordList
{
    private const int ShortestStem = 3;

    /// <summary>What CRM subjects are made of. A capitalised word that is not here is taken for a name.</summary>
    private static readonly FrozenSet<string> Ordinary = Read("OrdinaryWords.txt");

    /// <summary>Common names that are no words, for texts without capitals.</summary>
    private static readonly FrozenSet<string> CommonNames = Read("CommonNames.txt");

    /// <summary>Parts of names that say nothing by themselves.</summary>
    private static readonly FrozenSet<string> Particles = Read("NameParticles.txt");

    /// <summary>What a name follows: titles and greetings.</summary>
    private static readonly FrozenSet<string> BeforeNames = Read("BeforeNames.txt");

    private static readonly string[] Endings = ["s", "es", "ed", "d", "ing", "ly"];

    /// <param name="folded">As <see cref="Word.Folded"/>.</param>
    public static bool IsOrdinary(string folded)
    {
        if (folded.Length == 1 || Ordinary.Contains(folded))
        {
            return true;
        }

        // Inflected forms need not all be listed.
        foreach (var ending in Endings)
        {
            var stem = folded.Length - ending.Length;
            if (
                stem >= ShortestStem
                && folded.EndsWith(ending, StringComparison.Ordinal)
                && Ordinary.Contains(folded[..stem])
            )
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsCommonName(string folded) => CommonNames.Contains(folded);

    public static bool IsParticle(string folded) => Particles.Contains(folded);

    public static bool ComesBeforeName(string folded) => BeforeNames.Contains(folded);

    private static FrozenSet<string> Read(string file) =>
        ResourceLines
            .Of(file)
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToFrozenSet(StringComparer.Ordinal);
}
