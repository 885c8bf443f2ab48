using System.Text.Json.Serialization;

namespace CsMl.Core.Morning;

[JsonConverter(typeof(JsonStringEnumConverter<DigestPeriod>))]
public enum DigestPeriod
{
    /// <summary>What moved since yesterday, and what is due by the end of the next working day.</summary>
    [JsonStringEnumMemberName("day")]
    Day,

    /// <summary>What moved within seven days, and what is due within seven days.</summary>
    [JsonStringEnumMemberName("week")]
    Week,
}
