using CsMl.Core.Accounts;

namespace CsMl.Core.Crm;

/// <summary>What is known of a tenant's syncs: how old the facts are, and what failed.</summary>
public sealed record SyncState
{
    /// <summary>Where the facts of the last complete sync came from.</summary>
    public string? Origin { get; init; }

    /// <summary>When the last complete sync began; null if there was none.</summary>
    public DateTimeOffset? SyncedAt { get; init; }

    /// <summary>Why the last sync did not complete; null if it did.</summary>
    public string? Error { get; init; }

    public DateTimeOffset? ErrorAt { get; init; }

    /// <summary>Accounts whose facts are older than those of the others.</summary>
    public IReadOnlyList<OutdatedAccount> Failures { get; init; } = [];

    /// <summary>The state after a complete sync. What a sync that began later has left stays.</summary>
    internal SyncState Completed(DateTimeOffset begun, string origin)
    {
        if (SyncedAt > begun)
        {
            return this;
        }

        var completed = this with { Origin = origin, SyncedAt = begun };
        return ErrorAt > begun ? completed : completed with { Error = null, ErrorAt = null };
    }

    /// <summary>The state after a sync that did not complete. What a sync that began later has left stays.</summary>
    internal SyncState Failed(DateTimeOffset begun, string error) =>
        SyncedAt > begun || ErrorAt > begun ? this : this with { Error = error, ErrorAt = begun };

    /// <summary>The state without an account that was erased.</summary>
    internal SyncState Without(string accountId) =>
        Failures.All(failure => failure.AccountId != accountId)
            ? this
            : this with
            {
                Failures = [.. Failures.Where(failure => failure.AccountId != accountId)],
            };

    /// <summary>
    /// The state after a page. An account that fails keeps the age of its facts, however often it is tried.
    /// </summary>
    internal SyncState Read(AccountPage page, IReadOnlyList<AccountFailure> failed)
    {
        if (failed.Count == 0 && Failures.Count == 0)
        {
            return this;
        }

        var ages = Failures.ToDictionary(failure => failure.AccountId, failure => failure.FactsAsOf);
        var read = page.Changed.Select(facts => facts.AccountId).Concat(page.Removed);
        var now = failed
            .Where(failure => AccountId.IsValid(failure.AccountId))
            .DistinctBy(failure => failure.AccountId);
        var still = Failures.ExceptBy(read.Concat(failed.Select(f => f.AccountId)), failure => failure.AccountId);
        return this with
        {
            Failures =
            [
                .. still,
                .. now.Select(failure => new OutdatedAccount(
                    failure.AccountId,
                    failure.Reason,
                    ages.TryGetValue(failure.AccountId, out var asOf) ? asOf : SyncedAt
                )),
            ],
        };
    }
}
