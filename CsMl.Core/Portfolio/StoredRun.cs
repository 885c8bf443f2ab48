namespace CsMl.Core.Portfolio;

/// <param name="ETag">Of the row, for a change.</param>
public sealed record StoredRun(RunRecord Run, string ETag);
