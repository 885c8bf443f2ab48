using System.Text.Json.Serialization;

namespace CsMl.Core.Health;

[JsonConverter(typeof(JsonStringEnumConverter<InsightSeverity>))]
public enum InsightSeverity
{
    [JsonStringEnumMemberName("positive")]
    Positive,

    [JsonStringEnumMemberName("info")]
    Info,

    [JsonStringEnumMemberName("warning")]
    Warning,

    [JsonStringEnumMemberName("critical")]
    Critical,
}
