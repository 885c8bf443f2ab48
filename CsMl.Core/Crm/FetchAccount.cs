using CsMl.Core.Accounts;
using CsMl.Core.Settings;

namespace CsMl.Core.Crm;

/// <summary>Reads the current facts of one account from its source and updates the index if they differ.</summary>
public sealed class FetchAccount(IAccountSource source, AccountIndex index, OwnCtas ownCtas, TenantSettings settings)
{
    /// <summary>
    /// The most attempts. If other writers conflict every time, they have read the source later, and their facts are
    /// returned.
    /// </summary>
    private const int MostTries = 5;

    /// <summary>True if the facts are read from the index and no other system is asked.</summary>
    public bool ReadsIndex => source.IsIndex;

    /// <summary>Null if there is no such account.</summary>
    /// <exception cref="CrmException">The source did not respond.</exception>
    public async Task<KnownAccount?> RunAsync(AccountKey account, CancellationToken cancellation)
    {
        for (var tries = 0; !source.IsIndex && tries < MostTries; tries++)
        {
            var seen = await index.FindIntactVersionAsync(account, cancellation);
            if (await AskAsync(account, cancellation) is not { } facts)
            {
                return null;
            }

            var (known, refusal) = await index.UpdateAsync(account.Tenant, facts, seen, cancellation);
            if (known is not null)
            {
                return known;
            }

            if (refusal == PutRefusal.Erased)
            {
                return null;
            }

            if (refusal == PutRefusal.TooLarge)
            {
                throw new CrmException("The CRM's facts of an account are larger than can be stored.");
            }
        }

        return await index.FindAsync(account, cancellation);
    }

    private async Task<AccountFacts?> AskAsync(AccountKey account, CancellationToken cancellation)
    {
        var facts = await CrmException.CallAsync(() => source.FindAsync(account, cancellation), cancellation);
        if (facts is null)
        {
            return null;
        }

        if (facts.AccountId != account.AccountId)
        {
            throw new CrmException("The CRM answered another account than the one asked for.");
        }

        var scale = (await settings.OfAsync(account.Tenant, cancellation)).Health;
        return scale.Convert(await ownCtas.TakeOutAsync(account.Tenant, facts, cancellation));
    }
}
