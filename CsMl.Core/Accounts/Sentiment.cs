using System.Text.Json.Serialization;

namespace CsMl.Core.Accounts;

[JsonConverter(typeof(JsonStringEnumConverter<Sentiment>))]
public enum Sentiment
{
    [JsonStringEnumMemberName("positive")]
    Positive,

    [JsonStringEnumMemberName("neutral")]
    Neutral,

    [JsonStringEnumMemberName("negative")]
    Negative,
}
