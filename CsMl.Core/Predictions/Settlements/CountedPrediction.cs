using System.Text.Json.Serialization;
using CsMl.Core.Health;

namespace CsMl.Core.Predictions.Settlements;

/// <summary>
/// A prediction that accuracy is measured on, as it was made, and how it turned out. Of each account and type the first
/// of a calendar month (UTC) counts, so that refreshing one does not weigh it twice. If the account had already left,
/// there was nothing to predict, and it is never settled.
/// </summary>
/// <param name="Category">Of the types that have one.</param>
/// <param name="HealthScore">As it was, 0–100.</param>
/// <param name="PredictedScore">For the window's end, 0–100; of HEALTH_TREND alone, as the trajectory.</param>
/// <param name="ActiveDays">In as many days before it as it looks ahead.</param>
/// <param name="IsOpen">It waits to be settled. Neither open nor settled: it can no longer be decided.</param>
/// <param name="HadLeft">The CRM said so when it was made.</param>
/// <param name="Settlement">Null if it is not known how it turned out.</param>
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
    Settlement? Settlement,
    bool HadLeft = false
)
{
    /// <summary>
    /// A departure that was inferred may be a day old, because the nightly run sees it first. Up to a day after the
    /// window it counts as within.
    /// </summary>
    internal static readonly TimeSpan SeenLate = TimeSpan.FromDays(1);

    /// <summary>The window's end, the last instant that is in it.</summary>
    [JsonIgnore]
    public DateTimeOffset Due => PredictedAt.AddDays(WindowDays);

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
            IsOpen: !basis.HasLeft,
            Settlement: null,
            HadLeft: basis.HasLeft
        );
    }

    /// <summary>
    /// Whether it was made after an outcome. One inferred at the same instant came later: the facts of the prediction did
    /// not show it yet.
    /// </summary>
    internal bool IsAfter(Outcome o) => o.IsInferred ? o.OccurredAt < PredictedAt : o.OccurredAt <= PredictedAt;

    internal bool IsWithin(Outcome o) => !IsAfter(o) && o.OccurredAt <= Due + (o.IsInferred ? SeenLate : TimeSpan.Zero);
}
