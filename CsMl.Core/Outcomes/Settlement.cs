using CsMl.Core.Predictions;

namespace CsMl.Core.Outcomes;

/// <summary>How a prediction turned out.</summary>
/// <param name="ActualOutcome">A word; which ones there are depends on the type (<see cref="SettlePrediction"/>).</param>
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
    /// <summary>As the prediction itself shows it.</summary>
    public Validation ToValidation() => new(ValidatedAt, ActualOutcome, WasAccurate);

    /// <summary>The same, whenever it was found.</summary>
    public bool SaysTheSame(Settlement? other) => other is not null && this == other with { ValidatedAt = ValidatedAt };
}
