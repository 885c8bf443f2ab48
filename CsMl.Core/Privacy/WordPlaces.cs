namespace CsMl.Core.Privacy;

/// <summary>Decides from its capitals and its neighbours in which places for a name a word of a text stands.</summary>
internal sealed class WordPlaces(string text, List<Word> words)
{
    /// <summary>False if the text has no capitals, so that a lower-case word can still be a name.</summary>
    private readonly bool _hasCapitals = words.Exists(static w => w.HasUpper);

    /// <summary>True if the word stands in at least one of the places.</summary>
    public bool IsAt(int at, NamePlaces places) =>
        places.HasFlag(NamePlaces.Anywhere)
        || (places.HasFlag(NamePlaces.AsName) && IsWrittenAsName(at))
        || (places.HasFlag(NamePlaces.AsInflected) && MayBeInflected(at))
        || (places.HasFlag(NamePlaces.AsLogin) && (IsMarked(at) || ExpectId.IsLogin(text, words, at)))
        || (places.HasFlag(NamePlaces.AsId) && (IsMarked(at) || ExpectId.IsId(text, words, at)));

    private bool IsWrittenAsName(int at) => words[at].HasUpper || !_hasCapitals || IsMarked(at);

    private bool MayBeInflected(int at) =>
        words[at].HasUpper || IsMarked(at) || IsForeign(at, step: -1) || IsForeign(at, step: 1);

    /// <summary>True in a hashtag or handle, or next to an underscore.</summary>
    private bool IsMarked(int at)
    {
        var word = words[at];
        return (word.Start > 0 && text[word.Start - 1] is '#' or '@' or '_')
            || (word.End < text.Length && text[word.End] is '_' or '@');
    }

    /// <summary>True if the next word of more than one letter is no ordinary English word.</summary>
    private bool IsForeign(int at, int step)
    {
        at += step;
        if (at >= 0 && at < words.Count && words[at].Folded.Length == 1)
        {
            at += step;
        }

        return at >= 0 && at < words.Count && FindNames.IsStrange(words[at]);
    }
}
