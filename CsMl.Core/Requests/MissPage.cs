namespace CsMl.Core.Requests;

/// <param name="High">The probability from which a departure counts as foreseen, 0–1.</param>
/// <param name="Next">The place where the next page begins; null if this is the last page.</param>
public sealed record MissPage(IReadOnlyList<MissedChurn> Misses, double High, string? Next);
