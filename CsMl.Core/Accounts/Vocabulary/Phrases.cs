namespace CsMl.Core.Accounts.Vocabulary;

/// <summary>
/// Phrases of whole words, spelled as <see cref="NormalWords"/> spells them. <c>cancel*</c> is any word that begins so,
/// <c>*assist*</c> any word with that in it, <c>=owner</c> a text of this word alone.
/// </summary>
internal sealed class Phrases(params string[] phrases)
{
    private readonly string[] _needles =
    [
        .. phrases.Select(phrase =>
            (phrase[0] == '*' ? "" : " ") + phrase.Trim('*', '=') + (phrase[^1] == '*' ? "" : " ")
        ),
    ];

    /// <summary>True if the words have one of the phrases, not directly behind one of the given words.</summary>
    public bool AreIn(string words, ReadOnlySpan<string> notBehind)
    {
        for (var i = 0; i < phrases.Length; i++)
        {
            if (phrases[i][0] == '=' ? words == _needles[i] : Has(words, _needles[i], notBehind))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The words without the phrases.</summary>
    public string RemoveFrom(string words)
    {
        foreach (var needle in _needles)
        {
            words = words.Replace(needle, " ", StringComparison.Ordinal);
        }

        return words;
    }

    private static bool Has(string words, string needle, ReadOnlySpan<string> notBehind)
    {
        var at = -1;
        while ((at = words.IndexOf(needle, at + 1, StringComparison.Ordinal)) >= 0)
        {
            var before = words.AsSpan(0, at);
            before = before[(before.LastIndexOf(' ') + 1)..];
            if (!notBehind.Contains(before.ToString()))
            {
                return true;
            }
        }

        return false;
    }
}
