using System.Text.Json.Serialization;

namespace CsMl.Core.Accounts;

// The CRM's closed vocabularies are read in any case and written as the CRM writes them.

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
