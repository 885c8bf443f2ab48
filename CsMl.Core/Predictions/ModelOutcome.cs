using CsMl.Core.Limits;

namespace CsMl.Core.Predictions;

/// <param name="Prediction">Null if the model's reply cannot be used.</param>
/// <param name="Failure">The reason if there is no prediction.</param>
/// <param name="Metadata">The billed usage, also for a reply that cannot be used; null if nothing was billed.</param>
public sealed record ModelOutcome(Prediction? Prediction, FallbackReason? Failure, LlmMetadata? Metadata)
{
    /// <summary>How far the limit of the day is used; null if nothing was counted.</summary>
    public LimitUse? Limit { get; init; }
}
