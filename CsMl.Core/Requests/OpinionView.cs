using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Requests;

/// <summary>An opinion beside the prediction that it is about.</summary>
/// <param name="By">Whose it is.</param>
/// <param name="Probability">The author's: that the account leaves within the prediction's window, 0–1.</param>
/// <param name="Points">Percentage points above the prediction; negative if below.</param>
/// <param name="Agrees">True if it is the prediction's, to a percent.</param>
/// <param name="IsOpen">True if the window is open and no outcome is known.</param>
/// <param name="ActualOutcome">What happened; null while it is open, or if that is unknown.</param>
public sealed record OpinionView(
    string AccountId,
    string By,
    double Probability,
    string? Reason,
    DateTimeOffset SaidAt,
    int Points,
    bool Agrees,
    ComparedPrediction Prediction,
    DateTimeOffset WindowEndsAt,
    bool IsOpen,
    string? ActualOutcome
)
{
    public static OpinionView Of(Opinion opinion, DateTimeOffset now)
    {
        var p = opinion.Prediction;
        return new OpinionView(
            opinion.AccountId,
            opinion.Author,
            opinion.Probability,
            opinion.Reason,
            opinion.SaidAt,
            opinion.Points,
            opinion.Agrees,
            new ComparedPrediction(p.PredictionId, p.PredictedAt, p.Probability, p.WindowDays, p.Source),
            p.Due,
            p.IsOpen && now < p.Due,
            p.Settlement?.ActualOutcome
        );
    }
}
