using System.Text.Json.Serialization;

namespace CsMl.Core.Health;

[JsonConverter(typeof(JsonStringEnumConverter<ScoreTrajectory>))]
public enum ScoreTrajectory
{
    [JsonStringEnumMemberName("improving")]
    Improving,

    [JsonStringEnumMemberName("stable")]
    Stable,

    [JsonStringEnumMemberName("declining")]
    Declining,
}
