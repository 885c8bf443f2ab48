namespace CsMl.Core.Accounts.Import;

/// <summary>Unknown words and how often each was read.</summary>
public sealed class WordCounts
{
    /// <summary>Further words are dropped, so that a hostile input cannot make the list grow without end.</summary>
    private const int Most = 200;

    private readonly Dictionary<(string Field, string Word), int> _counts = [];

    /// <summary>Most frequent first.</summary>
    public IReadOnlyList<UnknownWord> All =>
        [
            .. _counts
                .Select(count => new UnknownWord(count.Key.Field, count.Key.Word, count.Value))
                .OrderByDescending(word => word.Count),
        ];

    public void Add(UnknownWord word)
    {
        var key = (word.Field, word.Word);
        if (_counts.Count < Most || _counts.ContainsKey(key))
        {
            _counts[key] = _counts.GetValueOrDefault(key) + word.Count;
        }
    }
}
