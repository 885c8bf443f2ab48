namespace CsMl.Core.Predictions.Explanations;

/// <summary>One factor's part of a change.</summary>
/// <param name="Rule">Name of the rule, or Prior, Window, Weights, Bounds or LanguageModel.</param>
/// <param name="PreviousValue">Null if the rule had no finding before, or the factor is no rule.</param>
/// <param name="Value">Null if the rule has no finding now, or the factor is no rule.</param>
/// <param name="LogOdds">The factor's part of the change in log-odds.</param>
/// <param name="Points">The factor's part of the change in probability, in percentage points.</param>
/// <param name="Sentence">
/// The rule's current sentence, or else its previous one; null if the factor is not a rule.
/// </param>
public sealed record FactorChange(
    string Rule,
    string Factor,
    string? PreviousValue,
    string? Value,
    double LogOdds,
    double Points,
    string? Sentence
);
