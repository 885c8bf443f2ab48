using CsMl.Core.Predictions.Rules;

namespace CsMl.Core.Predictions.Types;

/// <summary>What the rules or a model concluded, as the fields of a typed prediction need it.</summary>
/// <param name="Drivers">Sentences, strongest first; null if a model named none that stands.</param>
/// <param name="Trouble">What is amiss with the account, gravest first.</param>
/// <param name="Summary">Written by a model; null if there is none.</param>
internal readonly record struct Estimate(
    double Probability,
    RiskCategory Category,
    IReadOnlyList<string>? Drivers,
    IReadOnlyList<WeightedFinding> Trouble,
    string? Summary = null
);
