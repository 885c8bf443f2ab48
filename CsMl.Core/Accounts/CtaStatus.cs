using System.Text.Json.Serialization;

namespace CsMl.Core.Accounts;

[JsonConverter(typeof(JsonStringEnumConverter<CtaStatus>))]
public enum CtaStatus
{
    [JsonStringEnumMemberName("OPEN")]
    Open,

    [JsonStringEnumMemberName("IN_PROGRESS")]
    InProgress,

    [JsonStringEnumMemberName("COMPLETED")]
    Completed,

    [JsonStringEnumMemberName("CANCELLED")]
    Cancelled,

    [JsonStringEnumMemberName("SNOOZED")]
    Snoozed,
}
