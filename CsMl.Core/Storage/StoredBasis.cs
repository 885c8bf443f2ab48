using System.Text.Json;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Explanations;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Predictions.Types;

namespace CsMl.Core.Storage;

/// <summary>
/// The basis of a prediction, stored in its own row and never returned to callers. It is never changed, so that it
/// still shows the basis after the account has changed.
/// </summary>
/// <param name="Fingerprint">Fingerprint of the facts that the prediction was made from.</param>
/// <param name="Previous">The prediction that this one superseded; null if it was the first of its type.</param>
public sealed record StoredBasis(
    string PredictionId,
    DateTimeOffset PredictedAt,
    int WindowDays,
    double Probability,
    PredictionSource Source,
    string Fingerprint,
    PreviousPrediction? Previous,
    PredictionBasis Basis
)
{
    public ComparablePrediction ToComparable() => new(Probability, Source, WindowDays, Basis);

    /// <summary>The prediction as one that is waiting for its outcome, whether or not accuracy counts it.</summary>
    internal CountedPrediction ToCounted(string accountId, PredictionType type, RiskScale scale) =>
        new(
            accountId,
            type,
            PredictionId,
            PredictedAt,
            WindowDays,
            // How long it is answered has no bearing on its outcome.
            ValidUntil: PredictedAt,
            Probability,
            Source,
            PredictionTypes.Of(type).HasCategory ? scale.CategoryOf(Probability) : null,
            Basis.HealthScore,
            PredictedScore: null,
            Trajectory: null,
            Basis.AnnualRevenue,
            Basis.ActiveDays,
            IsOpen: true,
            Settlement: null
        );

    internal EntityChange ToChange(string accountId, PredictionType type) =>
        EntityChange.Insert(
            ResultKeys.Why(accountId, type, PredictedAt, PredictionId),
            JsonSerializer.SerializeToUtf8Bytes(this, RowJson.Plain.StoredBasis)
        );

    internal static StoredBasis Of(MadePrediction made, PredictionBasis basis, LatestHead? before) =>
        new(
            made.Prediction.PredictionId,
            made.Prediction.PredictedAt,
            made.Prediction.PredictionWindowDays,
            made.Prediction.Probability,
            made.Prediction.Source,
            made.Facts.Fingerprint,
            before is null ? null : new PreviousPrediction(before.PredictionId, before.PredictedAt),
            basis
        );
}
