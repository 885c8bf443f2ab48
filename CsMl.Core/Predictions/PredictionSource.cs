using System.Text.Json.Serialization;

namespace CsMl.Core.Predictions;

/// <summary>Whether the model or the rules made the prediction.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PredictionSource>))]
public enum PredictionSource
{
    [JsonStringEnumMemberName("rules")]
    Rules,

    [JsonStringEnumMemberName("llm")]
    Llm,
}
