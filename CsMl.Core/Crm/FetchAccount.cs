using CsMl.Core.Accounts;

namespace CsMl.Core.Crm;

/// <summary>Reads one account afresh from its source, and updates the index where it differs.</summary>
public sealed class FetchAccount(IAccountSource source, AccountIndex index)
{
    /// <summary>Null: there is no such account.</summary>
    /// <exception cref="AccountSourceException">The source did not answer.</exception>
    public async Task<KnownAccount?> RunAsync(AccountKey account, CancellationToken cancellation)
    {
        var found = await AccountSourceException.CallAsync(() => source.FindAsync(account, cancellation), cancellation);
        if (found is null)
        {
            return null;
        }

        if (found.IndexFingerprint is { } fingerprint)
        {
            return new KnownAccount(found.Facts, fingerprint);
        }

        if (found.Facts.AccountId != account.AccountId)
        {
            throw new AccountSourceException("The CRM answered another account than the one asked for.");
        }

        return await index.UpdateAsync(account.Tenant, found.Facts, cancellation)
            ?? throw new AccountSourceException("The CRM's facts of an account are larger than can be stored.");
    }
}
