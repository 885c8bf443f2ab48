namespace CsMl.Core.Predictions.Explanations;

/// <summary>What one factor had to do with a change.</summary>
/// <param name="Rule">Which rule saw it, or Prior, Window, Bounds or LanguageModel.</param>
/// <param name="PreviousValue">Null: the rule saw nothing then.</param>
/// <param name="Value">Null: it sees nothing now.</param>
/// <param name="LogOdds">Its part of the change of log-odds.</param>
/// <param name="Points">Its part of the change of probability, in points of a hundred.</param>
/// <param name="Sentence">What the rule says now, else what it said; empty for what is no rule.</param>
public sealed record FactorChange(
    string Rule,
    string Factor,
    string? PreviousValue,
    string? Value,
    double LogOdds,
    double Points,
    string? Sentence
);
