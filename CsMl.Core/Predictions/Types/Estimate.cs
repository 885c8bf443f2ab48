using CsMl.Core.Predictions.Rules;

namespace CsMl.Core.Predictions.Types;

/// <summary>The result of the rules or a model, as input for the fields of a typed prediction.</summary>
/// <param name="Drivers">Sentences, strongest first; null if no driver named by a model is usable.</param>
/// <param name="Trouble">Findings of trouble with the account, most severe first.</param>
/// <param name="Summary">A model's summary; null if there is none.</param>
internal readonly record struct Estimate(
    double Probability,
    RiskCategory Category,
    IReadOnlyList<string>? Drivers,
    IReadOnlyList<WeightedFinding> Trouble,
    string? Summary = null
);
