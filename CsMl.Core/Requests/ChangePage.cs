namespace CsMl.Core.Requests;

/// <param name="Next">Where the list goes on, now or later.</param>
public sealed record ChangePage(IReadOnlyList<ListedChange> Changes, string Next);
