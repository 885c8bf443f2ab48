using System.Text.Json;
using CsMl.Core.Accounts;

namespace CsMl.Core.Storage;

/// <summary>
/// Deletes every row of the results table that names an erased account. Idempotent: what other writers delete or add
/// meanwhile is looked for again. Once somebody asks for the account again, nothing more is deleted: it may be of then.
/// </summary>
internal sealed class EraseResults(Tables tables)
{
    private readonly IEntityTable _results = tables.Results;
    private readonly ErasedAccounts _erased = new(tables);

    /// <summary>True if a row's key begins with the account.</summary>
    public async Task<bool> HasAnyAsync(AccountKey account, CancellationToken cancellation)
    {
        foreach (var (range, _) in ResultKeys.RowsOf(account.AccountId))
        {
            await foreach (
                var _ in _results.QueryAsync(Bucket.Partition(account), range with { PageSize = 1 }, cancellation)
            )
            {
                return true;
            }
        }

        return false;
    }

    public async Task<ErasedRows> RunAsync(AccountKey account, CancellationToken cancellation)
    {
        var partition = Bucket.Partition(account);
        var erased = new ErasedRows();
        foreach (var (range, count) in ResultKeys.RowsOf(account.AccountId))
        {
            erased = count(
                erased,
                await DeleteRows.UntilGoneAsync(_results, partition, range, cancellation, null, IsErasedAsync)
            );
        }

        foreach (var range in ResultKeys.AllIndexes)
        {
            var entries = await DeleteRows.UntilGoneAsync(
                _results,
                partition,
                range,
                cancellation,
                key => ResultKeys.AccountsOf(key).Contains(account.AccountId),
                IsErasedAsync
            );
            erased = erased with { IndexEntries = erased.IndexEntries + entries };
        }

        if (!await IsErasedAsync())
        {
            return erased;
        }

        await LeaveChangesAsync(partition, account.AccountId, cancellation);
        return erased with { Watches = await EndWatchesAsync(partition, account.AccountId, cancellation) };

        Task<bool> IsErasedAsync() => _erased.IsErasedAsync(account, cancellation);
    }

    /// <summary>Takes the account out of what is told of changes; those of others stay.</summary>
    private async Task LeaveChangesAsync(string partition, string accountId, CancellationToken cancellation)
    {
        await foreach (var row in _results.QueryAsync(partition, ResultKeys.AllChanged, cancellation))
        {
            var next = row;
            while (next is not null && Without(next, accountId) is { } rest)
            {
                // Another erasure may take another account out of the same row.
                next = (await _results.WriteAsync(partition, [rest], cancellation)).Succeeded
                    ? null
                    : await _results.FindAsync(partition, row.RowKey, cancellation);
            }
        }
    }

    /// <summary>Null if the row does not name the account.</summary>
    private static EntityChange? Without(Entity row, string accountId)
    {
        var changed = row.Read(RowJson.Plain.ChangedResults);
        var others = changed.Changes.Where(change => change.AccountId != accountId).ToList();
        return others.Count == changed.Changes.Count ? null
            : others.Count == 0 ? EntityChange.Delete(row.RowKey, row.ETag)
            : EntityChange.Replace(
                row.RowKey,
                JsonSerializer.SerializeToUtf8Bytes(changed with { Changes = others }, RowJson.Plain.ChangedResults),
                row.ETag
            );
    }

    /// <summary>
    /// A watch names the first and the last of its accounts. Those that name this account are deleted, or replaced by one
    /// of the accounts between.
    /// </summary>
    private async Task<int> EndWatchesAsync(string partition, string accountId, CancellationToken cancellation)
    {
        var ended = 0;
        var own = new List<ValidationDue>();
        await foreach (var row in _results.QueryAsync(partition, ResultKeys.AllWatches, cancellation))
        {
            var watch = ResultKeys.ReadWatch(row.RowKey);
            if (watch.FirstAccount == accountId || watch.LastAccount == accountId)
            {
                own.Add(watch);
            }
        }

        foreach (var watch in own)
        {
            List<EntityChange> changes = [EntityChange.Delete(ResultKeys.Watch(watch))];
            if (await WithoutAsync(partition, watch, accountId, cancellation) is { } others)
            {
                changes.Add(others.ToChange());
            }

            ended += (await _results.WriteAsync(partition, changes, cancellation)).Succeeded ? 1 : 0;
        }

        return ended;
    }

    /// <summary>Null if no other account of the watch has a prediction that is to be validated.</summary>
    private async Task<ValidationDue?> WithoutAsync(
        string partition,
        ValidationDue watch,
        string accountId,
        CancellationToken cancellation
    )
    {
        ValidationDue? others = null;
        var range = ResultKeys.CountedBetween(watch.FirstAccount, watch.LastAccount) with { KeysOnly = true };
        await foreach (var row in _results.QueryAsync(partition, range, cancellation))
        {
            var other = ResultKeys.AccountOf(row.RowKey);
            if (other != accountId)
            {
                others = ValidationDue.Of(watch.From, other).Plus(others);
            }
        }

        return others;
    }
}
