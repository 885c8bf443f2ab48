namespace CsMl.Core.Settings;

/// <inheritdoc cref="Predictions.PredictionOptions"/>
public sealed record StoredPredictions(int? WindowDays = null);
