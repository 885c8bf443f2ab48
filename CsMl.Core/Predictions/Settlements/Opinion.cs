using System.Text.Json.Serialization;

namespace CsMl.Core.Predictions.Settlements;

/// <summary>
/// The odds that a person gives an account, beside a prediction of churn. Nothing is computed from it but how well
/// people and predictions did.
/// </summary>
/// <param name="Author">The person's id.</param>
/// <param name="Probability">That the account leaves within the prediction's window, 0–1.</param>
/// <param name="Reason">Null if none was given.</param>
/// <param name="Prediction">What it is about, as it was predicted, and what became of it.</param>
public sealed record Opinion(
    string Author,
    double Probability,
    string? Reason,
    DateTimeOffset SaidAt,
    CountedPrediction Prediction
)
{
    private const int Percent = 100;

    [JsonIgnore]
    public string AccountId => Prediction.AccountId;

    /// <summary>Percentage points above the prediction, rounded; negative if below.</summary>
    [JsonIgnore]
    public int Points => (int)Math.Round(Percent * (Probability - Prediction.Probability));

    /// <summary>True if it differs from the prediction by less than half a percentage point.</summary>
    [JsonIgnore]
    public bool Agrees => Points == 0;

    /// <summary>True if it differs from the prediction, and neither the window nor an outcome has decided yet.</summary>
    public bool IsOpenDisagreement(DateTimeOffset now) => !Agrees && Prediction.IsOpen && now < Prediction.Due;
}
