namespace CsMl.Core.Privacy;

/// <summary>One way in which a name may be written.</summary>
/// <param name="Words">Folded.</param>
/// <param name="Name">As it is to be put back.</param>
/// <param name="OnlyCapitalised">An ordinary word that is part of a name is one where it is written so.</param>
internal sealed record KnownName(
    IReadOnlyList<string> Words,
    Placeholder Kind,
    string Name,
    bool OnlyCapitalised = false
);
