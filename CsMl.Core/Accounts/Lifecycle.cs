using System.Text.Json.Serialization;

namespace CsMl.Core.Accounts;

/// <summary>Whether an account can still leave.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Lifecycle>))]
public enum Lifecycle
{
    [JsonStringEnumMemberName("customer")]
    Customer,

    /// <summary>It told us that it leaves, and its contract still runs.</summary>
    [JsonStringEnumMemberName("notice")]
    Notice,

    [JsonStringEnumMemberName("left")]
    Left,

    [JsonStringEnumMemberName("notCustomer")]
    NotCustomer,
}
