namespace CsMl.Core.Storage;

/// <summary>Identifies a prediction in the history of its account and type.</summary>
public sealed record PreviousPrediction(string PredictionId, DateTimeOffset PredictedAt);
