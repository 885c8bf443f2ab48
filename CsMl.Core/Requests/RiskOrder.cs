using System.Text.Json.Serialization;

namespace CsMl.Core.Requests;

/// <summary>The order of a list of accounts at risk, highest first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RiskOrder>))]
public enum RiskOrder
{
    [JsonStringEnumMemberName("probability")]
    Probability,

    /// <summary>
    /// Probability × annual revenue, currency by currency; only accounts at high or critical risk or under notice, and of
    /// known revenue.
    /// </summary>
    [JsonStringEnumMemberName("revenueAtRisk")]
    RevenueAtRisk,
}
