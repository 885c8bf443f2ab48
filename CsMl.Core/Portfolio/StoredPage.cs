namespace CsMl.Core.Portfolio;

/// <param name="ETag">ETag of the row, needed to finish the page.</param>
public sealed record StoredPage(RunPage Page, string ETag);
