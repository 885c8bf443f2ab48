namespace CsMl.Core.Privacy;

/// <summary>One possible spelling of a name.</summary>
/// <param name="Words">The words of the spelling, folded.</param>
/// <param name="Places">Where the spelling counts; not everywhere if it is an ordinary word.</param>
/// <param name="IsAlsoWithin">True if the spelling is also searched inside longer words.</param>
internal readonly record struct NameSpelling(
    IReadOnlyList<string> Words,
    NamePlaces Places = NamePlaces.Anywhere,
    bool IsAlsoWithin = false
);
