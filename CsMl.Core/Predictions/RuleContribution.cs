namespace CsMl.Core.Predictions;

/// <summary>What one rule saw.</summary>
/// <param name="LogOdds">Its share of the prediction's log-odds.</param>
/// <param name="Value">As a person reads it, such as <c>63 days</c>.</param>
public sealed record RuleContribution(string Rule, string Factor, double LogOdds, string Value, string Sentence);
