using System.Text.Json.Serialization;

namespace CsMl.Core.Ctas;

[JsonConverter(typeof(JsonStringEnumConverter<PlaybookStatus>))]
public enum PlaybookStatus
{
    [JsonStringEnumMemberName("ACTIVE")]
    Active,

    [JsonStringEnumMemberName("DRAFT")]
    Draft,
}
