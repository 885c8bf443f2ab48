using CsMl.Core.Accounts;

namespace CsMl.Core.Crm;

/// <summary>
/// A CRM that account facts are read from. A new prediction asked for over HTTP reads its account from the source;
/// everything else, runs included, reads the <see cref="AccountIndex"/>, which every run brings up to date first. Any
/// exception means that the source is not available now: a call answers 503, and the opening of a run is tried again.
/// </summary>
public interface IAccountSource
{
    /// <summary>The tenants whose nights are to be run. Answered from settings or the store, not by a call to a CRM.</summary>
    Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancellation);

    /// <summary>Whether the source is the <see cref="AccountIndex"/> itself, which then has nothing to take over.</summary>
    bool IsIndex => false;

    /// <summary>One account as it is now; null: there is no such account.</summary>
    Task<AccountFacts?> FindAsync(AccountKey account, CancellationToken cancellation);

    /// <summary>A page of the accounts that have changed since a cursor, in any order; an account may come twice.</summary>
    /// <param name="cursor">The last page's, from this run or an earlier one; null: all accounts, from the beginning.</param>
    Task<AccountPage> ListChangedAsync(string tenant, string? cursor, CancellationToken cancellation);
}
