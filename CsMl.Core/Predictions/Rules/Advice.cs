using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>What to do about a finding. The finding's own sentence is the reason.</summary>
public sealed record Advice(string Action, string ExpectedImpact, Degree Effort);
