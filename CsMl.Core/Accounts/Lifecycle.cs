using System.Text.Json.Serialization;

namespace CsMl.Core.Accounts;

/// <summary>Where an account stands as a customer.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Lifecycle>))]
public enum Lifecycle
{
    [JsonStringEnumMemberName("customer")]
    Customer,

    /// <summary>It told us that it leaves; the contract still runs.</summary>
    [JsonStringEnumMemberName("notice")]
    Notice,

    [JsonStringEnumMemberName("left")]
    Left,

    [JsonStringEnumMemberName("notCustomer")]
    NotCustomer,
}
