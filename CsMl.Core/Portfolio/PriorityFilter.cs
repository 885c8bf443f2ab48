using System.Text.Json.Serialization;

namespace CsMl.Core.Portfolio;

/// <summary>The accounts that a batch scores.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PriorityFilter>))]
public enum PriorityFilter
{
    [JsonStringEnumMemberName("all")]
    All,

    /// <summary>Accounts whose valid churn prediction is high or critical, highest first.</summary>
    [JsonStringEnumMemberName("high_risk")]
    HighRisk,

    /// <summary>Accounts with the largest annual revenue.</summary>
    [JsonStringEnumMemberName("high_value")]
    HighValue,
}
