namespace CsMl.Core.Accounts.Import;

/// <summary>A column or field that nobody knows.</summary>
/// <param name="Nearest">The known name that it most likely means; null if none is near.</param>
public sealed record IgnoredName(string Name, string? Nearest);
