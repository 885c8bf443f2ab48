namespace CsMl.Core.Predictions.Settlements;

/// <summary>How a prediction turned out.</summary>
/// <param name="ActualOutcome">A word; which ones there are depends on the prediction type.</param>
/// <param name="Happened">What the probability was of.</param>
/// <param name="OutcomeAt">When the outcome was that settled it; null: the facts at the window's end did.</param>
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

    /// <summary>The same, whenever it was found.</summary>
    public bool SaysTheSame(Settlement? other) => other is not null && this == other with { ValidatedAt = ValidatedAt };
}
