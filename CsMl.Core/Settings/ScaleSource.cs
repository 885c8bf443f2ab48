using System.Text.Json.Serialization;

namespace CsMl.Core.Settings;

/// <summary>What a tenant's probabilities of churn stand on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScaleSource>))]
public enum ScaleSource
{
    /// <summary>The rules' own prior of 25 % in 90 days: it ranks, and is far too high for most tenants.</summary>
    [JsonStringEnumMemberName("default")]
    Default,

    /// <summary>The rules, with the mean that the tenant expects.</summary>
    [JsonStringEnumMemberName("expected_rate")]
    ExpectedRate,

    /// <summary>What the tenant's own outcomes taught.</summary>
    [JsonStringEnumMemberName("outcomes")]
    Outcomes,
}
