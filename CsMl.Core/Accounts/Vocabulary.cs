using System.Text.Json.Serialization;

namespace CsMl.Core.Accounts;

// The CRM's closed vocabularies. Read in any case, written as the CRM writes them.

[JsonConverter(typeof(JsonStringEnumConverter<AccountType>))]
public enum AccountType
{
    [JsonStringEnumMemberName("PROSPECT")]
    Prospect,

    [JsonStringEnumMemberName("CUSTOMER")]
    Customer,

    [JsonStringEnumMemberName("PARTNER")]
    Partner,

    [JsonStringEnumMemberName("COMPETITOR")]
    Competitor,

    [JsonStringEnumMemberName("CHURNED")]
    Churned,

    [JsonStringEnumMemberName("OTHER")]
    Other,
}

/// <summary>Only <see cref="Completed"/> is engagement.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ActivityStatus>))]
public enum ActivityStatus
{
    [JsonStringEnumMemberName("COMPLETED")]
    Completed,

    [JsonStringEnumMemberName("PLANNED")]
    Planned,

    [JsonStringEnumMemberName("SCHEDULED")]
    Scheduled,

    [JsonStringEnumMemberName("IN_PROGRESS")]
    InProgress,

    [JsonStringEnumMemberName("CANCELLED")]
    Cancelled,

    [JsonStringEnumMemberName("NO_SHOW")]
    NoShow,
}

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
