namespace CsMl.Core.Privacy;

/// <summary>A name that an account's facts state themselves.</summary>
/// <param name="Shown">As it is to be put back; null: as it was written.</param>
/// <param name="Words">Every word of it, folded.</param>
internal sealed record KnownName(Placeholder Kind, string? Shown, IReadOnlyList<string> Words)
{
    /// <summary>Whether a word beside the name is a part of it: an initial, a particle, what the firm trades in.</summary>
    public bool Takes(Word word) =>
        Kind switch
        {
            Placeholder.Company => Words.Contains(word.Folded) && !WordList.IsParticle(word.Folded),
            Placeholder.Id => false,
            _ when word.Folded.Length == 1 => IsInitial(word),
            _ => Words.Contains(word.Folded),
        };

    /// <summary>Any capital but the pronoun, since two people of one family share the name beside it.</summary>
    private bool IsInitial(Word word) =>
        word.HasUpper ? word.Folded != "i" || HasInitial('i') : word.Folded != "a" && HasInitial(word.Folded[0]);

    private bool HasInitial(char letter) => Words.Any(w => w[0] == letter);
}
