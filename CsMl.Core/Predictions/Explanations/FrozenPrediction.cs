namespace CsMl.Core.Predictions.Explanations;

/// <summary>What is kept of a prediction to tell later why the next one was another.</summary>
public sealed record FrozenPrediction(double Probability, PredictionSource Source, int WindowDays, Grounds Grounds);
