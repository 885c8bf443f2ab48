namespace CsMl.Core.Requests;

/// <param name="Next">The place where the next page begins; null if this is the last page.</param>
public sealed record OpinionPage(IReadOnlyList<OpinionView> Opinions, string? Next);
