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

    /// <summary>
    /// True if the account is still a customer with the facts that the prediction was made from. Reads neither the facts
    /// nor the outcomes; false if that does not suffice to know it.
    /// </summary>
    public async Task<bool> IsUnchangedCustomerAsync(
        AccountKey account,
        LatestPrediction latest,
        CancellationToken cancellation
    ) =>
        time.GetUtcNow() < latest.Head.CustomerUntil
        && await index.FindVersionAsync(account, cancellation) is { } facts
        && facts.Fingerprint == latest.Fingerprint;

    public async Task<KnownAccount> WithRetentionAsync(
        AccountKey account,
        KnownAccount known,
        CancellationToken cancellation
    ) => known with { Retention = await outcomes.FindRetentionAsync(account, time.GetUtcNow(), cancellation) };
}
