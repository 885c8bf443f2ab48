using System.Text.Json.Serialization;

namespace CsMl.Core.Accounts;

[JsonConverter(typeof(JsonStringEnumConverter<CtaOutcome>))]
public enum CtaOutcome
{
    [JsonStringEnumMemberName("POSITIVE")]
    Positive,

    [JsonStringEnumMemberName("NEUTRAL")]
    Neutral,

    [JsonStringEnumMemberName("NEGATIVE")]
    Negative,
}
