using System.Text.Json.Serialization;

namespace CsMl.Core.Predictions;

[JsonConverter(typeof(JsonStringEnumConverter<PredictionType>))]
public enum PredictionType
{
    [JsonStringEnumMemberName("CHURN")]
    Churn,

    [JsonStringEnumMemberName("HEALTH_TREND")]
    HealthTrend,

    [JsonStringEnumMemberName("EXPANSION")]
    Expansion,

    [JsonStringEnumMemberName("ENGAGEMENT_DECLINE")]
    EngagementDecline,
}
