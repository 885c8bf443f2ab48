using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>The most frequently read fields of a stored prediction, written first in its row.</summary>
/// <param name="FallbackReason">Null if a model made the prediction.</param>
/// <param name="HasLeft">True if the CRM reported, when the prediction was made, that the account had left.</param>
public sealed record LatestHead(
    string Fingerprint,
    long FactsRevision,
    string? RunId,
    string PredictionId,
    double Probability,
    int WindowDays,
    DateTimeOffset ValidUntil,
    FallbackReason? FallbackReason,
    DateTimeOffset PredictedAt,
    bool HasLeft
)
{
    /// <summary>
    /// True if this prediction takes precedence over <paramref name="made"/>: it was made from later facts, or from the
    /// same facts at a later time.
    /// </summary>
    internal bool IsNewerThan(MadePrediction made) =>
        FactsRevision > made.Facts.Revision
        || (FactsRevision == made.Facts.Revision && PredictedAt > made.Prediction.PredictedAt);

    internal static LatestHead Of(MadePrediction made) =>
        new(
            made.Facts.Fingerprint,
            made.Facts.Revision,
            made.RunId,
            made.Prediction.PredictionId,
            made.Prediction.Probability,
            made.Prediction.PredictionWindowDays,
            made.Prediction.ValidUntil,
            made.Prediction.FallbackReason,
            made.Prediction.PredictedAt,
            made.Basis?.HasLeft ?? false
        );
}
