using System.Text.Json.Serialization;

namespace CsMl.Core.Accounts;

// The CRM's closed vocabularies. Read in any case, written as the CRM writes them.

[JsonConverter(typeof(JsonStringEnumConverter<AccountType>))]
public enum AccountType
{
    [JsonStringEnumMemberName("CUSTOMER")]
    Customer,

    [JsonStringEnumMemberName("PROSPECT")]
    Prospect,

    [JsonStringEnumMemberName("PARTNER")]
    Partner,

    [JsonStringEnumMemberName("COMPETITOR")]
    Competitor,

    [JsonStringEnumMemberName("CHURNED")]
    Churned,

    [JsonStringEnumMemberName("OTHER")]
    Other,
}
