using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>
/// A recommended action for a finding. The finding's sentence is its reason. The action may name people, things and
/// dates of the account by the placeholders of <see cref="Explanations.WriteAdvice"/>.
/// </summary>
public sealed record Advice(string Action, string ExpectedImpact, Degree Effort)
{
    /// <summary>Actions for special cases; the first that fits replaces the general action.</summary>
    public IReadOnlyList<AdviceCase> Cases { get; init; } = [];
}
