using CsMl.Core.Accounts;

namespace CsMl.Core.Requests;

/// <summary>Finds the names of a few accounts, for lists whose rows hold ids alone.</summary>
public sealed class FindNames(FindAccount find)
{
    /// <returns>By id; accounts that are gone are left out.</returns>
    public async Task<IReadOnlyDictionary<string, string>> RunAsync(
        string tenant,
        IEnumerable<string> accountIds,
        CancellationToken cancellation
    )
    {
        var ids = accountIds.Distinct(StringComparer.Ordinal);
        var known = await Task.WhenAll(ids.Select(id => find.RunAsync(new AccountKey(tenant, id), cancellation)));
        return known
            .OfType<KnownAccount>()
            .ToDictionary(account => account.Facts.AccountId, account => account.Facts.Name, StringComparer.Ordinal);
    }
}
