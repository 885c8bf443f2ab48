namespace CsMl.Core.Portfolio;

/// <param name="ETag">ETag of the row, needed to change it.</param>
public sealed record StoredRun(RunRecord Run, string ETag);
