namespace CsMl.Core.Privacy;

/// <summary>One possible spelling of a name.</summary>
/// <param name="Words">The words of the spelling, folded.</param>
/// <param name="OnlyCapitalised">
/// True if the spelling counts only where it is written as a name, because it is an ordinary word.
/// </param>
/// <param name="IsAlsoWithin">True if the spelling is also searched inside longer words.</param>
internal readonly record struct NameSpelling(
    IReadOnlyList<string> Words,
    bool OnlyCapitalised = false,
    bool IsAlsoWithin = false
);
