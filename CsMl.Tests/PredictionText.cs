using System.Text.Json;
using CsMl.Core.Predictions;

namespace CsMl.Tests;

/// <summary>Predictions as the store and the caller see them.</summary>
internal static class PredictionText
{
    public static string Of(Prediction prediction) =>
        JsonSerializer.Serialize(prediction, PredictionJson.Default.Prediction);

    public static Prediction Read(string json) => JsonSerializer.Deserialize(json, PredictionJson.Default.Prediction)!;

    /// <summary>The same in every field but the id, which is new each time.</summary>
    public static void AssertSame(Prediction expected, Prediction actual) =>
        Assert.Equal(Of(expected with { PredictionId = "" }), Of(actual with { PredictionId = "" }));
}
