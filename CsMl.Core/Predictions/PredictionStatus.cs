using System.Text.Json.Serialization;

namespace CsMl.Core.Predictions;

[JsonConverter(typeof(JsonStringEnumConverter<PredictionStatus>))]
public enum PredictionStatus
{
    [JsonStringEnumMemberName("ACTIVE")]
    Active,

    [JsonStringEnumMemberName("SUPERSEDED")]
    Superseded,

    [JsonStringEnumMemberName("EXPIRED")]
    Expired,
}
