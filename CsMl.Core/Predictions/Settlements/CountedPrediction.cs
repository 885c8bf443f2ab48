using System.Text.Json.Serialization;
using CsMl.Core.Health;
using CsMl.Core.Predictions.Types;

namespace CsMl.Core.Predictions.Settlements;

/// <summary>
/// A prediction that counts for accuracy, as it was made, and its outcome. The first prediction of each account and
/// type in a calendar month (UTC) counts, so that a refresh does not count twice. If the account had already left or
/// given notice, there was nothing to predict, and the prediction does not count.
/// </summary>
/// <param name="Category">The risk category, for types that have one.</param>
/// <param name="HealthScore">The score when the prediction was made, 0–100.</param>
/// <param name="PredictedScore">
/// The score forecast for the end of the window, 0–100. Only HEALTH_TREND has it and the trajectory.
/// </param>
/// <param name="ActiveDays">Active days before the prediction, in a period as long as its window.</param>
/// <param name="IsOpen">
/// True while it waits to be settled. If it is neither open nor settled, it can no longer be decided.
/// </param>
/// <param name="Settlement">Null if the outcome is not known.</param>
public sealed record CountedPrediction(
    string AccountId,
    PredictionType Type,
    string PredictionId,
    DateTimeOffset PredictedAt,
    int WindowDays,
    DateTimeOffset ValidUntil,
    double Probability,
    PredictionSource Source,
    RiskCategory? Category,
    double? HealthScore,
    double? PredictedScore,
    ScoreTrajectory? Trajectory,
    decimal? AnnualRevenue,
    int? ActiveDays,
    bool IsOpen,
    Settlement? Settlement
)
{
    /// <summary>What the rules made of the account; null for types that nothing is learned for, and in earlier rows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RulesEvidence? Evidence { get; init; }

    /// <summary>What tells the account's segment; null in earlier rows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AccountSegment? Segment { get; init; }

    /// <summary>
    /// The probability that a language model departed from; null for predictions by the rules, and in earlier rows.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RulesProbability { get; init; }

    /// <summary>
    /// Lowest probability that counts as predicting the event: the tenant's threshold of high risk. Null where that is
    /// the default, for types without categories, and in earlier rows: then it is .5.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? PredictedFrom { get; init; }

    /// <summary>
    /// True if it turned out later that the account had left before the prediction: it does not count, nor among the totals.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HadLeft { get; init; }

    /// <summary>True if the event was predicted.</summary>
    [JsonIgnore]
    public bool IsPredicted => Probability >= (PredictedFrom ?? DefaultPredictedFrom);

    private const double DefaultPredictedFrom = 0.5;

    /// <summary>
    /// The nightly run finds an inferred departure up to a day late. Therefore an inferred departure counts up to a day
    /// after the window.
    /// </summary>
    internal static readonly TimeSpan SeenLate = TimeSpan.FromDays(1);

    /// <summary>The end of the window: its last instant, inclusive.</summary>
    [JsonIgnore]
    public DateTimeOffset Due => PredictedAt.AddDays(WindowDays);

    /// <summary>
    /// True if its outcome is known and its window has closed. Figures of quality count these alone: a departure settles
    /// a prediction early, and counted before the accounts that stay it would make up most of the outcomes.
    /// </summary>
    internal bool IsClosed(DateTimeOffset now) => Settlement is not null && Due <= now;

    public static CountedPrediction Of(Prediction prediction, PredictionBasis basis)
    {
        var forecast = prediction.HealthForecast;
        return new CountedPrediction(
            prediction.AccountId,
            prediction.Type,
            prediction.PredictionId,
            prediction.PredictedAt,
            prediction.PredictionWindowDays,
            prediction.ValidUntil,
            prediction.Probability,
            prediction.Source,
            prediction.OwnCategory,
            basis.HealthScore,
            forecast?.PredictedScore,
            forecast?.ScoreTrajectory,
            basis.AnnualRevenue,
            basis.ActiveDays,
            IsOpen: true,
            Settlement: null
        )
        {
            Evidence = PredictionTypes.Of(prediction.Type).IsLearned ? basis.Evidence : null,
            Segment = basis.Segment,
            RulesProbability = prediction.Source == PredictionSource.Llm ? Logit.Probability(basis.RulesLogOdds) : null,
        };
    }

    /// <summary>
    /// True if the prediction was made after the outcome. An outcome inferred at the same instant counts as later,
    /// because the facts of the prediction did not contain it yet.
    /// </summary>
    internal bool IsAfter(Outcome o) => o.IsInferred ? o.OccurredAt < PredictedAt : o.OccurredAt <= PredictedAt;

    internal bool IsWithin(Outcome o) => !IsAfter(o) && o.OccurredAt <= Due + (o.IsInferred ? SeenLate : TimeSpan.Zero);
}
