using CsMl.Core.Accounts;

namespace CsMl.Core.Crm;

/// <summary>For deployments that push their facts by PUT or import: the index itself is the source.</summary>
public sealed class EmbeddedAccounts(AccountIndex index) : IAccountSource
{
    public Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancellation) =>
        index.ListTenantsAsync(cancellation);

    public bool IsIndex => true;

    public async Task<AccountFacts?> FindAsync(AccountKey account, CancellationToken cancellation) =>
        (await index.FindAsync(account, cancellation))?.Facts;

    /// <summary>Returns no changes, because they are already in the index.</summary>
    public Task<AccountPage> ListChangedAsync(string tenant, string? cursor, CancellationToken cancellation) =>
        Task.FromResult(new AccountPage([], [], cursor, HasMore: false));
}
