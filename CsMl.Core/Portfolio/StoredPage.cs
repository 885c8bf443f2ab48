namespace CsMl.Core.Portfolio;

/// <param name="ETag">Of the row, to finish the page as it was read.</param>
public sealed record StoredPage(RunPage Page, string ETag);
