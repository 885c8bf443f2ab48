namespace CsMl.Core.Predictions;

/// <summary>The run that needs a prediction.</summary>
/// <param name="IsOfCaller">True of a batch, which a caller started; false of a night.</param>
public sealed record PredictingRun(string Id, bool IsOfCaller, DateTimeOffset StartedAt);
