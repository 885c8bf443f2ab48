using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>Reads an account with what callers recorded of its departure and renewal.</summary>
public sealed class FindAccount(AccountIndex index, OutcomeStore outcomes, TimeProvider time)
{
    /// <summary>Null if there is no such account.</summary>
    public async Task<KnownAccount?> RunAsync(AccountKey account, CancellationToken cancellation) =>
        await index.FindAsync(account, cancellation) is { } known
            ? await WithRetentionAsync(account, known, cancellation)
            : null;

    public async Task<KnownAccount> WithRetentionAsync(
        AccountKey account,
        KnownAccount known,
        CancellationToken cancellation
    ) => known with { Retention = await outcomes.FindRetentionAsync(account, time.GetUtcNow(), cancellation) };
}
