using System.Text.Json.Serialization;

namespace CsMl.Core.Predictions;

/// <summary>Who made the prediction.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PredictionSource>))]
public enum PredictionSource
{
    [JsonStringEnumMemberName("rules")]
    Rules,

    [JsonStringEnumMemberName("llm")]
    Llm,
}
