using System.Text.Json.Serialization;
using CsMl.Core.Json;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>The row of a latest prediction.</summary>
internal sealed record LatestRow(
    [property: JsonPropertyOrder(0)] LatestHead Head,
    [property: JsonPropertyOrder(1)] RawJson Prediction
)
{
    public static LatestRow Of(MadePrediction made) => new(LatestHead.Of(made), made.Json);
}
