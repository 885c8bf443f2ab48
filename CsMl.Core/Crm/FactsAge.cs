namespace CsMl.Core.Crm;

/// <summary>How old the facts of a tenant's accounts in the index are.</summary>
/// <param name="Oldest">Facts that were current at this instant or later are not stale.</param>
public sealed record FactsAge(SyncState State, DateTimeOffset Oldest)
{
    /// <summary>Facts that are written by callers have no age.</summary>
    public static readonly FactsAge None = new(
        new SyncState { SyncedAt = DateTimeOffset.MaxValue },
        DateTimeOffset.MinValue
    );

    private readonly Dictionary<string, DateTimeOffset?> _outdated = State.Failures.ToDictionary(
        failure => failure.AccountId,
        failure => failure.FactsAsOf
    );

    /// <summary>True if the last complete sync is too long ago.</summary>
    public bool IsStale => State.SyncedAt < Oldest;

    /// <summary>When the account's facts were last known to be current; null if they are not stale.</summary>
    public DateTimeOffset? StaleSince(string accountId)
    {
        var asOf = _outdated.TryGetValue(accountId, out var old) ? old : State.SyncedAt;
        return asOf < Oldest ? asOf : null;
    }
}
