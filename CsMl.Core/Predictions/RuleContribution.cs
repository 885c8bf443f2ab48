using System.Text.Json.Serialization;

namespace CsMl.Core.Predictions;

/// <summary>The finding of one rule, as stored with a prediction.</summary>
/// <param name="LogOdds">Its share of the prediction's log-odds, under the model in use.</param>
/// <param name="Value">Formatted for people, such as <c>63 days</c>.</param>
public sealed record RuleContribution(string Rule, string Factor, double LogOdds, string Value, string Sentence)
{
    /// <summary>Its share by the rules alone; null if that is the same.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RulesLogOdds { get; init; }
}
