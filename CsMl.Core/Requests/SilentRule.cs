using CsMl.Core.Outcomes;

namespace CsMl.Core.Requests;

/// <summary>A rule that saw no trouble.</summary>
/// <param name="Stayed">How often that is so among the accounts that stayed.</param>
/// <param name="Left">The same among those that left.</param>
public sealed record SilentRule(string Rule, SilenceShare Stayed, SilenceShare Left);
