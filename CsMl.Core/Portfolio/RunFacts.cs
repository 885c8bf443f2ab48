using CsMl.Core.Crm;

namespace CsMl.Core.Portfolio;

/// <summary>Where the facts of a run come from, and how old they are.</summary>
/// <param name="Source">The CRM, in words.</param>
/// <param name="SyncedAt">When the last complete sync before the run began; null if there was none.</param>
/// <param name="OutdatedAccounts">Accounts whose facts are older, because they could not be read or stored.</param>
/// <param name="Error">Why the sync before the run did not complete; null if it did.</param>
public sealed record RunFacts(string Source, DateTimeOffset? SyncedAt, int OutdatedAccounts, string? Error)
{
    internal static RunFacts Of(string source, SyncState state) =>
        new(source, state.SyncedAt, state.Failures.Count, state.Error);
}
