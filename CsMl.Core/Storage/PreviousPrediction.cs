namespace CsMl.Core.Storage;

/// <summary>Where a prediction lies in the history of its account and type.</summary>
public sealed record PreviousPrediction(string PredictionId, DateTimeOffset PredictedAt);
