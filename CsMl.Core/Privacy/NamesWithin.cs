namespace CsMl.Core.Privacy;

/// <summary>
/// Names that are parts of longer words, such as a genitive or a file's name. An account may have tens of thousands
/// of contacts, so a word is not compared with each of them: its pieces are looked up.
/// </summary>
internal sealed class NamesWithin
{
    /// <summary>A part has at least as many letters, which tell where in a word one may begin.</summary>
    public const int Least = 5;

    /// <summary>Of a longer part so many letters are enough.</summary>
    private const int Most = 32;

    private readonly Dictionary<string, KnownName> parts = new(StringComparer.Ordinal);
    private readonly HashSet<string> beginnings = new(StringComparer.Ordinal);
    private int longest;

    /// <param name="part">Folded. Of two that are the same the first stays.</param>
    public void Add(string part, KnownName name)
    {
        part = part[..Math.Min(part.Length, Most)];
        if (parts.TryAdd(part, name))
        {
            beginnings.Add(part[..Least]);
            longest = Math.Max(longest, part.Length);
        }
    }

    /// <summary>The longest of the first that a word holds and is not itself; null: none.</summary>
    public KnownName? Find(string word)
    {
        var byPart = parts.GetAlternateLookup<ReadOnlySpan<char>>();
        var byBeginning = beginnings.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = 0; at + Least <= word.Length; at++)
        {
            if (!byBeginning.Contains(word.AsSpan(at, Least)))
            {
                continue;
            }

            for (var length = Math.Min(longest, word.Length - at); length >= Least; length--)
            {
                if (length < word.Length && byPart.TryGetValue(word.AsSpan(at, length), out var name))
                {
                    return name;
                }
            }
        }

        return null;
    }
}
