namespace CsMl.Core.Predictions;

/// <param name="HealthHistoryDays">From the oldest health snapshot to now.</param>
/// <param name="LastActivityAt">Null: none took place, or none is recorded.</param>
/// <param name="Missing">Kinds of data that the facts lack.</param>
public sealed record DataQuality(int HealthHistoryDays, DateTimeOffset? LastActivityAt, IReadOnlyList<string> Missing)
{
    public static readonly DataQuality None = new(0, null, []);
}
