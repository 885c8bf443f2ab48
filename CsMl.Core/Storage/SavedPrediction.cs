namespace CsMl.Core.Storage;

/// <param name="Latest">The prediction that is the latest after a save; null: the account was removed meanwhile.</param>
internal sealed record SavedPrediction(LatestPrediction? Latest);
