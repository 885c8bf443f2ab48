using System.Text.Json.Serialization;

namespace CsMl.Core.Storage;

/// <summary>
/// What was predicted before, in the row of the risk index, so that a list of what moved need not read every account's
/// history. Both null if there was no prediction.
/// </summary>
internal sealed record RiskBefore(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Probability,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? PredictedAt
)
{
    public static RiskBefore Of(LatestHead? head) => new(head?.Probability, head?.PredictedAt);
}
