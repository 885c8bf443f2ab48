namespace CsMl.Core.Storage;

/// <summary>How often something was done on one day.</summary>
/// <param name="Day">The day (UTC), as <c>2026-03-04</c>.</param>
internal sealed record LimitRow(string Day, int Used);
