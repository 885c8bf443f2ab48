namespace CsMl.Core.Predictions.Explanations;

/// <summary>The stored fields of a prediction that are needed to explain a later change.</summary>
public sealed record ComparablePrediction(
    double Probability,
    PredictionSource Source,
    int WindowDays,
    PredictionBasis Basis
);
