namespace CsMl.Core.Predictions;

/// <param name="Prediction">Null where the model's reply does not stand.</param>
/// <param name="Failure">Why it does not.</param>
/// <param name="Metadata">What was billed, also for a reply that does not stand; null: nothing.</param>
public sealed record ModelOutcome(Prediction? Prediction, FallbackReason? Failure, LlmMetadata? Metadata);
