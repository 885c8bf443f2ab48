using System.Text.Json.Serialization;

namespace CsMl.Core.Ctas;

[JsonConverter(typeof(JsonStringEnumConverter<CtaEventKind>))]
public enum CtaEventKind
{
    [JsonStringEnumMemberName("created")]
    Created,

    [JsonStringEnumMemberName("changed")]
    Changed,

    [JsonStringEnumMemberName("snoozed")]
    Snoozed,

    [JsonStringEnumMemberName("woken")]
    Woken,

    [JsonStringEnumMemberName("raised")]
    Raised,

    [JsonStringEnumMemberName("closed")]
    Closed,

    [JsonStringEnumMemberName("reopened")]
    Reopened,

    [JsonStringEnumMemberName("noted")]
    Noted,
}
