using System.Text.Json.Serialization;

namespace CsMl.Core.Portfolio;

/// <summary>Which accounts a batch is for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PriorityFilter>))]
public enum PriorityFilter
{
    [JsonStringEnumMemberName("all")]
    All,

    /// <summary>Those whose valid churn prediction is high or critical, highest first.</summary>
    [JsonStringEnumMemberName("high_risk")]
    HighRisk,

    /// <summary>Those of the largest annual revenue.</summary>
    [JsonStringEnumMemberName("high_value")]
    HighValue,
}
