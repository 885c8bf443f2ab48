namespace CsMl.Core.Predictions;

public sealed record Validation(DateTimeOffset ValidatedAt, string ActualOutcome, bool WasAccurate);
