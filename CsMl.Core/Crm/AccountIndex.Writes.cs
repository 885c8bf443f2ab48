using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Storage;

namespace CsMl.Core.Crm;

/// <content>What adds, changes and removes accounts.</content>
public sealed partial class AccountIndex
{
    /// <summary>Replaces the facts of an account. Returns why they were not written; null if they were.</summary>
    public async Task<PutRefusal?> ReplaceAsync(string tenant, AccountFacts facts, CancellationToken cancellation) =>
        (await PutUnlessErasedAsync(tenant, facts, FactsGuard.None, cancellation)).Refusal;

    /// <summary>Replaces the facts of an account. False if they were not written.</summary>
    public async Task<bool> PutAsync(string tenant, AccountFacts facts, CancellationToken cancellation) =>
        await ReplaceAsync(tenant, facts, cancellation) is null;

    /// <summary>
    /// Replaces the facts of many accounts, in as few transactions as possible. If an account occurs more than once,
    /// its last facts are stored. Returns the ids of the accounts that were not written.
    /// </summary>
    public Task<IReadOnlyDictionary<string, PutRefusal>> PutManyAsync(
        string tenant,
        IReadOnlyList<AccountFacts> many,
        CancellationToken cancellation
    ) => WriteManyAsync(tenant, Replace(many), FactsGuard.None, cancellation);

    /// <summary>
    /// Changes the facts of many accounts, in as few transactions as possible. The updates of one account are applied in
    /// their order to the facts stored at the time of the write. Returns the ids of the accounts that were not written.
    /// </summary>
    public Task<IReadOnlyDictionary<string, PutRefusal>> UpdateManyAsync(
        string tenant,
        IReadOnlyList<FactsUpdate> updates,
        CancellationToken cancellation
    ) => WriteManyAsync(tenant, updates, FactsGuard.None, cancellation);

    /// <summary>
    /// Replaces the facts of the accounts that a source returned, except those written since the source was queried.
    /// </summary>
    /// <param name="asked">A revision taken before the source was queried.</param>
    internal Task<IReadOnlyDictionary<string, PutRefusal>> UpdateManyAsync(
        string tenant,
        IReadOnlyList<AccountFacts> many,
        long asked,
        CancellationToken cancellation
    ) =>
        WriteManyAsync(
            tenant,
            Replace(many),
            new FactsGuard(IsStill: there => there is not { } written || written.Revision <= asked),
            cancellation
        );

    /// <summary>
    /// No account written from now on gets a lower revision, provided that the writers' clocks agree.
    /// </summary>
    internal long CurrentRevision => _rows.NextRevision(null);

    private static IReadOnlyList<FactsUpdate> Replace(IReadOnlyList<AccountFacts> many) =>
        [.. many.Select(facts => new ReplaceFacts(facts))];

    private async Task<IReadOnlyDictionary<string, PutRefusal>> WriteManyAsync(
        string tenant,
        IReadOnlyList<FactsUpdate> updates,
        FactsGuard guard,
        CancellationToken cancellation
    )
    {
        var refused = new Dictionary<string, PutRefusal>(StringComparer.Ordinal);
        var accounts = updates.GroupBy(u => u.AccountId, StringComparer.Ordinal).ToList();
        string[] ids = [.. accounts.Select(account => account.Key)];
        await RefuseErasedAsync();
        try
        {
            foreach (var bucket in accounts.Where(a => !refused.ContainsKey(a.Key)).GroupBy(a => Bucket.Of(a.Key)))
            {
                var batch = new AccountBatch(this, _rows, tenant, bucket.Key, guard, refused);
                foreach (var account in bucket)
                {
                    await batch.AddAsync([.. account], cancellation);
                }

                await batch.FlushAsync(cancellation);
            }
        }
        finally
        {
            // What is written is looked after to the end, even if the caller has gone.
            foreach (var id in await RefuseErasedAsync())
            {
                await TakeBackAsync(new AccountKey(tenant, id));
            }
        }

        return refused;

        async Task<IReadOnlyCollection<string>> RefuseErasedAsync()
        {
            var erased = await _erased.AmongAsync(tenant, ids, CancellationToken.None);
            foreach (var id in erased)
            {
                refused[id] = PutRefusal.Erased;
            }

            return erased;
        }
    }

    private async Task<AccountChanges> PutUnlessErasedAsync(
        string tenant,
        AccountFacts facts,
        FactsGuard guard,
        CancellationToken cancellation
    )
    {
        var account = new AccountKey(tenant, facts.AccountId);
        var tombstone = await _erased.FindTombstoneAsync(account, cancellation);
        if (tombstone?.IsErased == true)
        {
            return AccountChanges.Refused(PutRefusal.Erased);
        }

        guard = guard with { After = tombstone?.Revision };
        // What is written is looked after to the end, even if the caller has gone.
        var put = await PutAsync(tenant, [new ReplaceFacts(facts)], guard, CancellationToken.None);
        if (put is { Refusal: null } && await _erased.IsErasedAsync(account, CancellationToken.None))
        {
            await TakeBackAsync(account);
            return AccountChanges.Refused(PutRefusal.Erased);
        }

        return put;
    }

    /// <summary>Removes facts that were written while their account was erased; those of one that was restored since stay.</summary>
    private Task TakeBackAsync(AccountKey account) =>
        DeleteAsync(account, () => _erased.IsErasedAsync(account, CancellationToken.None), CancellationToken.None);

    /// <summary>Writes the facts that a source returned for an account, unless they are unchanged.</summary>
    /// <param name="seen">The version in the index before the source was queried; null if there was none.</param>
    internal async Task<(KnownAccount? Account, PutRefusal? Refusal)> UpdateAsync(
        string tenant,
        AccountFacts facts,
        FactsVersion? seen,
        CancellationToken cancellation
    )
    {
        if (seen is { } version && version.Fingerprint == FactsFingerprint.Of(facts))
        {
            return (new KnownAccount(facts, version), null);
        }

        var guard = new FactsGuard(IsStill: there => there == seen);
        var put = await PutUnlessErasedAsync(tenant, facts, guard, cancellation);
        return put.Refusal is { } refusal ? (null, refusal) : (new KnownAccount(facts, put.Version), null);
    }

    /// <summary>
    /// Removes an account from the index, so that runs skip it. Returns a revision later than those of all its facts.
    /// Idempotent.
    /// </summary>
    public async Task<long> RemoveAsync(AccountKey account, CancellationToken cancellation) =>
        (await DeleteAsync(account, () => Task.FromResult(true), cancellation)).Revision;

    /// <summary>The same, and the number of rows deleted.</summary>
    /// <param name="isMeant">Asked after the account was read; what is written of it later is not deleted.</param>
    private async Task<(long Revision, int Rows)> DeleteAsync(
        AccountKey account,
        Func<Task<bool>> isMeant,
        CancellationToken cancellation
    )
    {
        var removed = await _turns.UntilWrittenAsync(account.AccountId, TryRemoveAsync, cancellation);
        return (removed.Version.Revision, removed.Changes.Count);

        async Task<AccountChanges?> TryRemoveAsync()
        {
            if (await _rows.FindAsync(account, cancellation) is not { } row || !await isMeant())
            {
                return await _rows.RemovalAsync(account, null, cancellation);
            }

            var removal = await _rows.RemovalAsync(account, row, cancellation);
            return await WriteAsync(Bucket.Partition(account), removal.Changes, cancellation) ? removal : null;
        }
    }

    /// <summary>
    /// Removes an erased account and whatever parts of it are left, although no account may need them. One that was restored
    /// meanwhile stays. Returns the number of rows deleted, and a revision later than those of all its facts.
    /// </summary>
    internal async Task<(long Revision, int Rows)> EraseAsync(AccountKey account, CancellationToken cancellation)
    {
        var (revision, rows) = await DeleteAsync(account, IsErasedAsync, cancellation);
        await DeleteLeftAsync(AccountRows.Range((account.AccountId, account.AccountId)), _ => true);
        await DeleteLeftAsync(NameRows.All, key => NameRows.AccountOf(key) == account.AccountId);
        return (revision, rows);

        Task<bool> IsErasedAsync() => _erased.IsErasedAsync(account, cancellation);

        async Task DeleteLeftAsync(RowRange range, Func<string, bool> isOfAccount)
        {
            var partition = Bucket.Partition(account);
            rows += await DeleteRows.UntilGoneAsync(
                _accounts,
                partition,
                range,
                cancellation,
                isOfAccount,
                IsErasedAsync
            );
        }
    }

    /// <param name="updates">All updates of one account, oldest first.</param>
    internal Task<AccountChanges> PutAsync(
        string tenant,
        IReadOnlyList<FactsUpdate> updates,
        FactsGuard guard,
        CancellationToken cancellation
    )
    {
        var accountId = updates[0].AccountId;
        return _turns.UntilWrittenAsync(accountId, TryPutAsync, cancellation);

        async Task<AccountChanges?> TryPutAsync()
        {
            var put = await _rows.ChangesAsync(tenant, updates, guard, cancellation);
            return
                put is not { Refusal: null }
                || await WriteAsync(tenant, Bucket.Of(accountId), put.Changes, cancellation)
                ? put
                : null;
        }
    }

    /// <summary>False if another writer changed one of the rows.</summary>
    internal async Task<bool> WriteAsync(
        string tenant,
        int bucket,
        IReadOnlyList<EntityChange> changes,
        CancellationToken cancellation
    )
    {
        await RememberTenantAsync(tenant, cancellation);
        return await WriteAsync(Bucket.Partition(tenant, bucket), changes, cancellation);
    }

    /// <summary>A part or a name that is to be deleted and was lost does not stop the write.</summary>
    private async Task<bool> WriteAsync(
        string partition,
        IReadOnlyList<EntityChange> changes,
        CancellationToken cancellation
    ) => (await _accounts.WriteIndexedAsync(partition, [.. changes], cancellation)).Succeeded;

    /// <summary>Adds the tenant to the list of tenants, which nightly runs read.</summary>
    private async Task RememberTenantAsync(string tenant, CancellationToken cancellation)
    {
        if (!_knownTenants.ContainsKey(tenant))
        {
            await _accounts.WriteAsync(TenantsPartition, [EntityChange.Upsert(tenant, "{}"u8.ToArray())], cancellation);
            _knownTenants[tenant] = true;
        }
    }
}
