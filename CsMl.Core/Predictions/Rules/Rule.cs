using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>One rule: it looks at one thing in the signals.</summary>
/// <param name="Name">Stored with predictions and shown to the model as the id of its finding.</param>
/// <param name="WhenWorse">Names the factor in the explanation of a change for the worse.</param>
/// <param name="WhenBetter">The same of a change for the better.</param>
/// <param name="Evaluate">Its finding, or null if it has nothing to say about the account.</param>
internal sealed record Rule(string Name, string WhenWorse, string WhenBetter, Func<Signals, Finding?> Evaluate);
