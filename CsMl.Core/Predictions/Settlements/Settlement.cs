namespace CsMl.Core.Predictions.Settlements;

/// <summary>How a prediction turned out.</summary>
/// <param name="ActualOutcome">A word that depends on the prediction type, such as RETAINED.</param>
/// <param name="Happened">Whether the event came true that the probability was of.</param>
/// <param name="OutcomeAt">When the outcome happened that settled it; null if the facts at the window's end settled it.</param>
/// <param name="ActualScore">Health score at the window's end, of HEALTH_TREND.</param>
public sealed record Settlement(
    DateTimeOffset ValidatedAt,
    string ActualOutcome,
    bool Happened,
    bool WasAccurate,
    DateTimeOffset? OutcomeAt,
    double? ActualScore
)
{
    /// <summary>A probability from here on predicts the event.</summary>
    private const double PredictedFrom = 0.5;

    /// <summary>Of a chance of an event: accurate if the event was predicted and happened, or neither.</summary>
    internal static Settlement Of(
        CountedPrediction p,
        string outcome,
        bool happened,
        DateTimeOffset now,
        DateTimeOffset? outcomeAt = null
    ) => new(now, outcome, happened, (p.Probability >= PredictedFrom) == happened, outcomeAt, null);

    /// <summary>As the prediction itself shows it.</summary>
    public Validation ToValidation() => new(ValidatedAt, ActualOutcome, WasAccurate);

    /// <summary>Equal apart from the instant of validation.</summary>
    public bool SaysTheSame(Settlement? other) => other is not null && this == other with { ValidatedAt = ValidatedAt };
}
