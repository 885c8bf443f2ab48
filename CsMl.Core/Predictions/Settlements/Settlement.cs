namespace CsMl.Core.Predictions.Settlements;

/// <summary>The outcome of a prediction.</summary>
/// <param name="ActualOutcome">A word that depends on the prediction type, such as RETAINED.</param>
/// <param name="Happened">True if the event of the probability happened.</param>
/// <param name="OutcomeAt">
/// Date of the outcome that settled the prediction; null if the facts at the end of the window settled it.
/// </param>
/// <param name="ActualScore">Health score at the end of the window, for HEALTH_TREND.</param>
public sealed record Settlement(
    DateTimeOffset ValidatedAt,
    string ActualOutcome,
    bool Happened,
    bool WasAccurate,
    DateTimeOffset? OutcomeAt,
    double? ActualScore
)
{
    /// <summary>
    /// For the probability of an event: accurate if the event was predicted and happened, or neither.
    /// </summary>
    internal static Settlement Of(
        CountedPrediction p,
        string outcome,
        bool happened,
        DateTimeOffset now,
        DateTimeOffset? outcomeAt = null
    ) => new(now, outcome, happened, p.IsPredicted == happened, outcomeAt, null);

    /// <summary>The settlement as the prediction itself shows it.</summary>
    public Validation ToValidation() => new(ValidatedAt, ActualOutcome, WasAccurate);

    /// <summary>True if both are equal except for the instant of validation.</summary>
    public bool SaysTheSame(Settlement? other) => other is not null && this == other with { ValidatedAt = ValidatedAt };
}
