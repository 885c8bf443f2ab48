namespace CsMl.Core.Privacy;

/// <summary>A name stated in an account's facts.</summary>
/// <param name="Shown">The name to restore; null to restore it as it was written.</param>
/// <param name="Words">All words of the name, folded.</param>
internal sealed record KnownName(Placeholder Kind, string? Shown, IReadOnlyList<string> Words)
{
    /// <summary>
    /// True if a word next to the name belongs to it: an initial of a person, or another word of the name.
    /// </summary>
    public bool Takes(Word word) =>
        Kind switch
        {
            Placeholder.Company => Words.Contains(word.Folded) && !WordList.IsParticle(word.Folded),
            Placeholder.Id => false,
            _ when word.Folded.Length == 1 => IsInitial(word),
            _ => Words.Contains(word.Folded),
        };

    /// <summary>
    /// True for any capital except the pronoun I, because two people of one family share the name next to it.
    /// </summary>
    private bool IsInitial(Word word) =>
        word.HasUpper ? word.Folded != "i" || HasInitial('i') : word.Folded != "a" && HasInitial(word.Folded[0]);

    private bool HasInitial(char letter) => Words.Any(w => w[0] == letter);
}
