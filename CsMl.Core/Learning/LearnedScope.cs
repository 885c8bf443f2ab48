using System.Text.Json.Serialization;

namespace CsMl.Core.Learning;

/// <summary>How much was learned from outcomes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LearnedScope>))]
public enum LearnedScope
{
    /// <summary>The outcomes are too few, or the rules as they are did best.</summary>
    [JsonStringEnumMemberName("nothing")]
    Nothing,

    /// <summary>The rules, with the mean probability that outcomes bear out.</summary>
    [JsonStringEnumMemberName("intercept")]
    Intercept,

    /// <summary>The weights of rules and signals too.</summary>
    [JsonStringEnumMemberName("weights")]
    Weights,
}
