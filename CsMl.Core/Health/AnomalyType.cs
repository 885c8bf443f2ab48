using System.Text.Json.Serialization;

namespace CsMl.Core.Health;

[JsonConverter(typeof(JsonStringEnumConverter<AnomalyType>))]
public enum AnomalyType
{
    [JsonStringEnumMemberName("sudden_drop")]
    SuddenDrop,

    [JsonStringEnumMemberName("sustained_decline")]
    SustainedDecline,

    [JsonStringEnumMemberName("engagement_gap")]
    EngagementGap,
}
