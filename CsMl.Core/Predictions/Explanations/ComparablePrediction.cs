namespace CsMl.Core.Predictions.Explanations;

/// <summary>What is kept of a prediction to tell later why the next one was another.</summary>
public sealed record ComparablePrediction(
    double Probability,
    PredictionSource Source,
    int WindowDays,
    PredictionBasis Basis
);
