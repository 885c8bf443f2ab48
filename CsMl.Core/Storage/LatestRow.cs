using System.Text.Json.Serialization;
using CsMl.Core.Json;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>The row of a latest prediction.</summary>
internal sealed record LatestRow(
    [property: JsonPropertyOrder(0)] LatestHead Head,
    [property: JsonPropertyOrder(1)] RawJson? Why,
    [property: JsonPropertyOrder(2)] RawJson Prediction
)
{
    public static LatestRow Of(MadePrediction made, RawJson? why) =>
        new(
            new LatestHead(
                made.Fingerprint,
                made.RunId,
                made.Prediction.PredictionId,
                made.Prediction.Probability,
                made.Prediction.PredictionWindowDays,
                made.Prediction.ValidUntil,
                made.Prediction.FallbackReason,
                made.Prediction.PredictedAt,
                made.Grounds?.HasLeft ?? false
            ),
            why,
            made.Json
        );
}
