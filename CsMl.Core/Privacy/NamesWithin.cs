namespace CsMl.Core.Privacy;

/// <summary>
/// Finds names inside longer words, such as a genitive or a file name. An account may have tens of thousands of
/// contacts, so the pieces of a word are looked up instead of comparing the word with every name.
/// </summary>
internal sealed class NamesWithin
{
    /// <summary>
    /// Minimum length of a part. The first letters of this number are the index for possible start positions.
    /// </summary>
    public const int Least = 5;

    /// <summary>Maximum number of letters of a part that are compared.</summary>
    private const int Most = 32;

    private readonly Dictionary<string, KnownName> _parts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _beginnings = new(StringComparer.Ordinal);
    private int _longest;

    /// <param name="part">The folded part. The first of two equal parts wins.</param>
    public void Add(string part, KnownName name)
    {
        part = part[..Math.Min(part.Length, Most)];
        if (_parts.TryAdd(part, name))
        {
            _beginnings.Add(part[..Least]);
            _longest = Math.Max(_longest, part.Length);
        }
    }

    /// <summary>
    /// The longest part at the earliest position in the word, but not the whole word; null if there is none.
    /// </summary>
    public KnownName? Find(string word)
    {
        var byPart = _parts.GetAlternateLookup<ReadOnlySpan<char>>();
        var byBeginning = _beginnings.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = 0; at + Least <= word.Length; at++)
        {
            if (!byBeginning.Contains(word.AsSpan(at, Least)))
            {
                continue;
            }

            for (var length = Math.Min(_longest, word.Length - at); length >= Least; length--)
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
