namespace CsMl.Core.Privacy;

/// <summary>One way in which a name may be written.</summary>
/// <param name="Words">Folded.</param>
/// <param name="OnlyCapitalised">An ordinary word of a firm's name is a name where it is written as one.</param>
/// <param name="IsAlsoWithin">Whether it is looked for within longer words, too.</param>
internal readonly record struct NameSpelling(
    IReadOnlyList<string> Words,
    bool OnlyCapitalised = false,
    bool IsAlsoWithin = false
);
