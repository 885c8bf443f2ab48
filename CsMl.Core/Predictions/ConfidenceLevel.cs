using System.Text.Json.Serialization;

namespace CsMl.Core.Predictions;

/// <summary>Level of a prediction's confidence: high above .8, medium from .5, low below.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConfidenceLevel>))]
public enum ConfidenceLevel
{
    [JsonStringEnumMemberName("low")]
    Low,

    [JsonStringEnumMemberName("medium")]
    Medium,

    [JsonStringEnumMemberName("high")]
    High,
}
