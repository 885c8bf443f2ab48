namespace CsMl.Core.Predictions;

/// <summary>The finding of one rule, as stored with a prediction.</summary>
/// <param name="LogOdds">Its share of the prediction's log-odds.</param>
/// <param name="Value">Formatted for people, such as <c>63 days</c>.</param>
public sealed record RuleContribution(string Rule, string Factor, double LogOdds, string Value, string Sentence);
