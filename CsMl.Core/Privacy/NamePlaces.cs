namespace CsMl.Core.Privacy;

/// <summary>Places in a text at which a spelling of a name counts as the name.</summary>
[Flags]
internal enum NamePlaces
{
    None = 0,

    Anywhere = 1,

    /// <summary>Where a word is written as a name, for example with a capital or in a hashtag.</summary>
    AsName = 2,

    /// <summary>Where an ordinary word may be an inflected name: with a capital, or in a text of another language.</summary>
    AsInflected = 4,

    /// <summary>Where a login is expected: in a handle, or after a word such as user.</summary>
    AsLogin = 8,

    /// <summary>Where an id is expected: where a login is, or after a word such as ticket.</summary>
    AsId = 16,

    /// <summary>Where punctuation joins all its words.</summary>
    Joined = 32,
}
