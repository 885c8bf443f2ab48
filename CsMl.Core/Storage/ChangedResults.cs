namespace CsMl.Core.Storage;

/// <summary>What one transaction changed.</summary>
/// <param name="At">Shortly before it was written.</param>
public sealed record ChangedResults(DateTimeOffset At, IReadOnlyList<ResultChange> Changes);
