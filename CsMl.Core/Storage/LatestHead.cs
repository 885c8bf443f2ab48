using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>What is asked of a stored prediction most often, in front of it in its row.</summary>
/// <param name="FallbackReason">Null: a model made it.</param>
/// <param name="HasLeft">The CRM said, when it was made, that the account has left.</param>
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
    /// Whether it stands against one that is saved now: it was made from later facts, or from the same at a later instant.
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
