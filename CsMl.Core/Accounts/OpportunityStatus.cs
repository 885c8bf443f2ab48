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

    /// <summary>Over, and the CRM does not say how it ended.</summary>
    [JsonStringEnumMemberName("CLOSED")]
    Closed,
}
