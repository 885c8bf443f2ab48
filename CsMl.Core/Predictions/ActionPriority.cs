using System.Text.Json.Serialization;

namespace CsMl.Core.Predictions;

[JsonConverter(typeof(JsonStringEnumConverter<ActionPriority>))]
public enum ActionPriority
{
    [JsonStringEnumMemberName("urgent")]
    Urgent,

    [JsonStringEnumMemberName("high")]
    High,

    [JsonStringEnumMemberName("medium")]
    Medium,

    [JsonStringEnumMemberName("low")]
    Low,
}
