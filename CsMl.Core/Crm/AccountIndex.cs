using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CsMl.Core.Accounts;
using CsMl.Core.Storage;

namespace CsMl.Core.Crm;

/// <summary>
/// The app's own copy of every account's facts: runs page over it, and PUT, the import and the
/// <see cref="IAccountSource"/> fill it. An account is one row; facts too large for it are packed into part rows beside
/// it, written in the same transaction.
/// </summary>
public sealed class AccountIndex(Tables tables, TimeProvider time)
{
    internal const string TenantsPartition = "tenants";

    private const int MostReads = 25;

    private readonly IEntityTable accounts = tables.Accounts;
    private readonly AccountRows rows = new(tables.Accounts, time);
    private readonly OptimisticWriter turns = new();
    private readonly ConcurrentDictionary<string, bool> knownTenants = new(StringComparer.Ordinal);

    /// <summary>What is known of one account; null: there is no such account.</summary>
    public async Task<KnownAccount?> FindAsync(AccountKey account, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < MostReads; attempt++)
        {
            var row = await rows.FindAsync(account, cancellation);
            if (row is null)
            {
                return null;
            }

            if (await rows.ReadAsync(account, PackedFacts.ReadMain(row.Json), cancellation) is { } known)
            {
                return known;
            }

            // Its parts were replaced between the two reads; what replaced them is whole.
        }

        throw new StorageUnavailableException("The parts of an account changed on every try to read them.");
    }

    /// <summary>The version of an account's facts, for less than the facts; null: there is no such account.</summary>
    public async Task<FactsVersion?> FindVersionAsync(AccountKey account, CancellationToken cancellation) =>
        await rows.FindAsync(account, cancellation) is { } row ? PackedFacts.ReadVersion(row.Json.Span) : null;

    /// <summary>Every tenant that has accounts.</summary>
    public async Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancellation)
    {
        var tenants = new List<string>();
        await foreach (var row in accounts.QueryAsync(TenantsPartition, new RowRange("-", "~"), cancellation))
        {
            tenants.Add(row.RowKey);
        }

        return tenants;
    }

    /// <summary>
    /// The ids of the accounts of one of a tenant's 16 buckets, in key order; from one id to another, both included,
    /// where a range is given.
    /// </summary>
    public async IAsyncEnumerable<string> ListIdsAsync(
        string tenant,
        int bucket,
        (string First, string Last)? range,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var keys = AccountRows.Range(range) with { KeysOnly = true };
        await foreach (var row in accounts.QueryAsync(Bucket.Partition(tenant, bucket), keys, cancellation))
        {
            var (accountId, part) = AccountRows.Split(row.RowKey);
            if (part == AccountRows.Main)
            {
                yield return accountId;
            }
        }
    }

    /// <summary>The accounts themselves, in the same order and of the same range.</summary>
    public async IAsyncEnumerable<KnownAccount> ListAsync(
        string tenant,
        int bucket,
        (string First, string Last)? range,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (
            var row in accounts.QueryAsync(Bucket.Partition(tenant, bucket), AccountRows.Range(range), cancellation)
        )
        {
            var (accountId, part) = AccountRows.Split(row.RowKey);
            if (part != AccountRows.Main)
            {
                continue;
            }

            var main = PackedFacts.ReadMain(row.Json);
            var known = main.Facts is { } facts
                ? new KnownAccount(facts, main.Version)
                : await FindAsync(new AccountKey(tenant, accountId), cancellation);
            if (known is not null)
            {
                yield return known;
            }
        }
    }

    /// <summary>Replaces what is known of an account. False where the facts are larger than an account may be.</summary>
    public async Task<bool> PutAsync(string tenant, AccountFacts facts, CancellationToken cancellation) =>
        (await PutAsync(tenant, [facts], FactsGuard.None, cancellation)).Refusal is null;

    /// <summary>
    /// Replaces what is known of many accounts, in as few transactions as they fit in. Of an account named twice the
    /// later facts count. Answers with the ids of those that were not written.
    /// </summary>
    /// <param name="merge">
    /// Makes one of what is known of an account, at the instant of writing, and what is told of it; null: what is
    /// told counts alone.
    /// </param>
    public Task<IReadOnlyDictionary<string, PutRefusal>> PutManyAsync(
        string tenant,
        IReadOnlyList<AccountFacts> many,
        CancellationToken cancellation,
        MergeFacts? merge = null
    ) => PutManyAsync(tenant, many, new FactsGuard(merge), cancellation);

    /// <summary>
    /// Replaces what is known of the accounts that a source answered, but for those that were written since it was asked.
    /// </summary>
    /// <param name="asked">A revision from before the source was asked.</param>
    internal Task<IReadOnlyDictionary<string, PutRefusal>> UpdateManyAsync(
        string tenant,
        IReadOnlyList<AccountFacts> many,
        long asked,
        CancellationToken cancellation
    ) =>
        PutManyAsync(
            tenant,
            many,
            new FactsGuard(IsStill: there => there is not { } written || written.Revision <= asked),
            cancellation
        );

    /// <summary>No account that is written from now on has a lower one, as far as the clocks of the writers agree.</summary>
    internal long CurrentRevision => rows.NextRevision(null);

    private async Task<IReadOnlyDictionary<string, PutRefusal>> PutManyAsync(
        string tenant,
        IReadOnlyList<AccountFacts> many,
        FactsGuard guard,
        CancellationToken cancellation
    )
    {
        var refused = new Dictionary<string, PutRefusal>(StringComparer.Ordinal);
        foreach (var bucket in many.GroupBy(f => f.AccountId, StringComparer.Ordinal).GroupBy(f => Bucket.Of(f.Key)))
        {
            var batch = new AccountBatch(this, rows, tenant, bucket.Key, guard, refused);
            foreach (var told in bucket)
            {
                await batch.AddAsync([.. told], cancellation);
            }

            await batch.FlushAsync(cancellation);
        }

        return refused;
    }

    /// <summary>Writes what a source answered on an account, where that is news.</summary>
    /// <param name="seen">The version in the index before the source was asked; null: there was none.</param>
    internal async Task<(KnownAccount? Account, PutRefusal? Refusal)> UpdateAsync(
        string tenant,
        AccountFacts facts,
        FactsVersion? seen,
        CancellationToken cancellation
    )
    {
        if (seen is { } version && version.Fingerprint == PackedFacts.FingerprintOf(facts))
        {
            return (new KnownAccount(facts, version), null);
        }

        var put = await PutAsync(tenant, [facts], new FactsGuard(IsStill: there => there == seen), cancellation);
        return put.Refusal is { } refusal ? (null, refusal) : (new KnownAccount(facts, put.Version), null);
    }

    /// <summary>
    /// Takes an account out, so that runs pass over it. Answers with a revision that none of its facts had; removed twice
    /// it is no error.
    /// </summary>
    public async Task<long> RemoveAsync(AccountKey account, CancellationToken cancellation)
    {
        return (await turns.UntilWrittenAsync(account.AccountId, TryRemoveAsync, cancellation)).Version.Revision;

        async Task<AccountChanges?> TryRemoveAsync()
        {
            if (await rows.FindAsync(account, cancellation) is not { } row)
            {
                return rows.Removal(account.AccountId, null);
            }

            var removal = rows.Removal(account.AccountId, row);
            return (await accounts.WriteAsync(Bucket.Partition(account), removal.Changes, cancellation)).Succeeded
                ? removal
                : null;
        }
    }

    /// <param name="told">What is told of one account, in the order in which it was told.</param>
    internal Task<AccountChanges> PutAsync(
        string tenant,
        IReadOnlyList<AccountFacts> told,
        FactsGuard guard,
        CancellationToken cancellation
    )
    {
        var accountId = told[0].AccountId;
        return turns.UntilWrittenAsync(accountId, TryPutAsync, cancellation);

        async Task<AccountChanges?> TryPutAsync()
        {
            var put = await rows.ChangesAsync(tenant, told, guard, cancellation);
            return
                put is not { Refusal: null }
                || await WriteAsync(tenant, Bucket.Of(accountId), put.Changes, cancellation)
                ? put
                : null;
        }
    }

    /// <summary>False where another writer was at one of the rows.</summary>
    internal async Task<bool> WriteAsync(
        string tenant,
        int bucket,
        IReadOnlyList<EntityChange> changes,
        CancellationToken cancellation
    )
    {
        await RememberTenantAsync(tenant, cancellation);
        return (await accounts.WriteAsync(Bucket.Partition(tenant, bucket), changes, cancellation)).Succeeded;
    }

    /// <summary>Nightly runs need to know whose portfolios there are.</summary>
    private async Task RememberTenantAsync(string tenant, CancellationToken cancellation)
    {
        if (!knownTenants.ContainsKey(tenant))
        {
            await accounts.WriteAsync(TenantsPartition, [EntityChange.Upsert(tenant, "{}"u8.ToArray())], cancellation);
            knownTenants[tenant] = true;
        }
    }
}
