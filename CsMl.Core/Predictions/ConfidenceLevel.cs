using System.Text.Json.Serialization;

namespace CsMl.Core.Predictions;

/// <summary>How much to trust a prediction: high above .8, medium from .5, low below.</summary>
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
