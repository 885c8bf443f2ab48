using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>What is asked of a stored prediction most often, in front of it in its row.</summary>
/// <param name="FallbackReason">Null: a model made it.</param>
/// <param name="HasLeft">The CRM said, when it was made, that the account has left.</param>
public sealed record LatestHead(
    string Fingerprint,
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
    internal static LatestHead Of(MadePrediction made) =>
        new(
            made.Fingerprint,
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
