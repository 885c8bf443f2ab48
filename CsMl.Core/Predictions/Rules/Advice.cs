using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>A recommended action for a finding. The finding's sentence is its reason.</summary>
public sealed record Advice(string Action, string ExpectedImpact, Degree Effort);
