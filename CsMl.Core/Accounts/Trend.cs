using System.Text.Json.Serialization;

namespace CsMl.Core.Accounts;

[JsonConverter(typeof(JsonStringEnumConverter<Trend>))]
public enum Trend
{
    [JsonStringEnumMemberName("improving")]
    Improving,

    [JsonStringEnumMemberName("stable")]
    Stable,

    [JsonStringEnumMemberName("worsening")]
    Worsening,
}
