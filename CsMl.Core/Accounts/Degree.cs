using System.Text.Json.Serialization;

namespace CsMl.Core.Accounts;

/// <summary>A three-step scale for impact and effort.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Degree>))]
public enum Degree
{
    [JsonStringEnumMemberName("low")]
    Low,

    [JsonStringEnumMemberName("medium")]
    Medium,

    [JsonStringEnumMemberName("high")]
    High,
}
