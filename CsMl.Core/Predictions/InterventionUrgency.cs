using System.Text.Json.Serialization;

namespace CsMl.Core.Predictions;

[JsonConverter(typeof(JsonStringEnumConverter<InterventionUrgency>))]
public enum InterventionUrgency
{
    [JsonStringEnumMemberName("immediate")]
    Immediate,

    [JsonStringEnumMemberName("this_week")]
    ThisWeek,

    [JsonStringEnumMemberName("this_month")]
    ThisMonth,

    [JsonStringEnumMemberName("monitor")]
    Monitor,
}
