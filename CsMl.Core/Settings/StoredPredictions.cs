namespace CsMl.Core.Settings;

/// <inheritdoc cref="Predictions.PredictionOptions"/>
public sealed record StoredPredictions(double? ExpectedChurn = null);
