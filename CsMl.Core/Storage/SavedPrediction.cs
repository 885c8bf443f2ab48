namespace CsMl.Core.Storage;

/// <param name="Latest">The latest prediction after a save; null if the account was removed meanwhile.</param>
internal sealed record SavedPrediction(LatestPrediction? Latest);
