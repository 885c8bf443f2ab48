using System.Text.Json.Serialization;

namespace CsMl.Core.Accounts;

[JsonConverter(typeof(JsonStringEnumConverter<OpportunityStatus>))]
public enum OpportunityStatus
{
    [JsonStringEnumMemberName("OPEN")]
    Open,

    [JsonStringEnumMemberName("WON")]
    Won,

    [JsonStringEnumMemberName("LOST")]
    Lost,
}
