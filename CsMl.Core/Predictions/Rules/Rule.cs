using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>One rule, which evaluates one aspect of the signals.</summary>
/// <param name="Name">Stored with predictions, and given to the model as the id of the finding.</param>
/// <param name="WhenWorse">Name of the factor in the explanation of a change for the worse.</param>
/// <param name="WhenBetter">Name of the factor in the explanation of a change for the better.</param>
/// <param name="Evaluate">Returns the rule's finding, or null if it has none for the account.</param>
internal sealed record Rule(string Name, string WhenWorse, string WhenBetter, Func<Signals, Finding?> Evaluate)
{
    /// <summary>How far the rule can raise a risk; null if it cannot, or if it decides by itself.</summary>
    public RuleReach? Reach { get; init; }
}
