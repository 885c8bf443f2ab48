using CsMl.Core.Accounts;

namespace CsMl.Core.Crm;

/// <summary>
/// A CRM that account facts are read from. A new prediction requested over HTTP reads its account from the source;
/// everything else, including runs, reads the <see cref="AccountIndex"/>, which every run first brings up to date. Any
/// exception means that the source is unavailable: an HTTP call returns 503, and the opening of a run is retried.
/// </summary>
public interface IAccountSource
{
    /// <summary>The tenants that have nightly runs. Read from settings or the store, without a call to a CRM.</summary>
    Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancellation);

    /// <summary>
    /// True if the source is the <see cref="AccountIndex"/> itself, so that there is nothing to synchronize.
    /// </summary>
    bool IsIndex => false;

    /// <summary>
    /// Where a tenant's facts come from, in words and without secrets. A cursor belongs to one origin: after a change of
    /// the settings the sync begins anew.
    /// </summary>
    string Origin(string tenant) => "embedded";

    /// <summary>The current facts of one account; null if there is no such account.</summary>
    Task<AccountFacts?> FindAsync(AccountKey account, CancellationToken cancellation);

    /// <summary>
    /// A page of the accounts that have changed since a cursor, in any order; an account may occur twice.
    /// </summary>
    /// <param name="cursor">
    /// The cursor of the previous page, from this run or an earlier one; null for all accounts from the beginning.
    /// </param>
    Task<AccountPage> ListChangedAsync(string tenant, string? cursor, CancellationToken cancellation);
}
