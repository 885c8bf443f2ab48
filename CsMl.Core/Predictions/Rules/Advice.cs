using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>What to do about a finding; why is the finding's own sentence.</summary>
public sealed record Advice(string Action, string ExpectedImpact, Degree Effort);
