using CsMl.Core.Predictions;

namespace CsMl.Local.Commands;

/// <summary>One account whose fate is known: what the rules said of it, and what happened.</summary>
/// <param name="DaysSinceLast">Null: no activity took place.</param>
internal readonly record struct LabelledPrediction(
    double Probability,
    RiskCategory Category,
    int? DaysSinceLast,
    bool Churned
);
