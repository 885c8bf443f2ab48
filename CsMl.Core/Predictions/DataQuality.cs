using System.Text.Json.Serialization;

namespace CsMl.Core.Predictions;

/// <param name="HealthHistoryDays">Days from the oldest health snapshot to now.</param>
/// <param name="LastActivityAt">Null if no activity took place or none is recorded.</param>
/// <param name="Missing">Kinds of data that the facts do not contain.</param>
public sealed record DataQuality(int HealthHistoryDays, DateTimeOffset? LastActivityAt, IReadOnlyList<string> Missing)
{
    /// <summary>When the facts were last known to be current; left out unless that is longer ago than the settings allow.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? FactsAsOf { get; init; }

    public static readonly DataQuality None = new(0, null, []);
}
