using System.Text.Json.Serialization;

namespace CsMl.Core.Accounts.Import;

/// <summary>What the rows of an import are.</summary>
public enum ImportKind
{
    [JsonStringEnumMemberName("accounts")]
    Accounts,

    [JsonStringEnumMemberName("activities")]
    Activities,

    [JsonStringEnumMemberName("tickets")]
    Tickets,

    [JsonStringEnumMemberName("health")]
    Health,

    [JsonStringEnumMemberName("contacts")]
    Contacts,

    [JsonStringEnumMemberName("opportunities")]
    Opportunities,

    [JsonStringEnumMemberName("subscriptions")]
    Subscriptions,
}
