using CsMl.Core.Crm;

namespace CsMl.Functions.Http;

/// <summary>Where a tenant's facts come from and how old they are.</summary>
/// <param name="Source">The CRM, or <c>embedded</c> where callers write the facts.</param>
/// <param name="SyncedAt">When the last complete sync began; null if there was none.</param>
/// <param name="IsStale">True if that is longer ago than <c>Crm:StaleAfterHours</c>.</param>
/// <param name="Error">Why the last sync did not complete; null if it did.</param>
/// <param name="OutdatedAccounts">The number of accounts that could not be read or stored.</param>
/// <param name="Outdated">The first of them.</param>
public sealed record FactsStatus(
    string Source,
    DateTimeOffset? SyncedAt,
    bool IsStale,
    string? Error,
    DateTimeOffset? ErrorAt,
    int OutdatedAccounts,
    IReadOnlyList<OutdatedAccount> Outdated
)
{
    private const int MostListed = 20;

    public static FactsStatus Embedded(string source) => new(source, null, false, null, null, 0, []);

    public static FactsStatus Of(string source, FactsAge age) =>
        new(
            source,
            age.State.SyncedAt,
            age.IsStale,
            age.State.Error,
            age.State.ErrorAt,
            age.State.Failures.Count,
            [.. age.State.Failures.Take(MostListed)]
        );
}
