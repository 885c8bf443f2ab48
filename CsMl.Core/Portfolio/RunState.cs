using System.Text.Json.Serialization;

namespace CsMl.Core.Portfolio;

[JsonConverter(typeof(JsonStringEnumConverter<RunState>))]
public enum RunState
{
    [JsonStringEnumMemberName("queued")]
    Queued,

    [JsonStringEnumMemberName("running")]
    Running,

    [JsonStringEnumMemberName("completed")]
    Completed,

    [JsonStringEnumMemberName("completed_with_failures")]
    CompletedWithFailures,

    [JsonStringEnumMemberName("cancelled")]
    Cancelled,
}
