using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CsMl.Core.Accounts;
using CsMl.Core.Ctas;

namespace CsMl.Core.Storage;

/// <summary>Reads the CTAs that the app made, their slots and their history.</summary>
public sealed class CtaReader(Tables tables)
{
    /// <summary>The most events that are returned of a history.</summary>
    private const int MostEvents = 100;

    private readonly IEntityTable _results = tables.Results;

    /// <summary>The slots of an account: one for each CTA type that was ever created for it.</summary>
    public async Task<IReadOnlyList<StoredSlot>> FindSlotsAsync(AccountKey account, CancellationToken cancellation)
    {
        var slots = new List<StoredSlot>();
        var range = ResultKeys.Slots(account.AccountId);
        await foreach (var row in _results.QueryAsync(Bucket.Partition(account), range, cancellation))
        {
            slots.Add(new StoredSlot(CtaRows.ReadSlot(row), row.ETag));
        }

        return slots;
    }

    /// <summary>The slots of all accounts of a bucket.</summary>
    public Task<AccountSlots> ListSlotsAsync(string tenant, int bucket, CancellationToken cancellation) =>
        ListSlotsAsync([Bucket.Partition(tenant, bucket)], cancellation);

    /// <summary>The slots of all of a tenant's accounts.</summary>
    public Task<AccountSlots> ListSlotsAsync(string tenant, CancellationToken cancellation) =>
        ListSlotsAsync(
            [.. Enumerable.Range(0, Bucket.Count).Select(bucket => Bucket.Partition(tenant, bucket))],
            cancellation
        );

    public async Task<CtaRecord?> FindAsync(AccountKey account, string ctaId, CancellationToken cancellation)
    {
        var key = ResultKeys.Cta(account.AccountId, ctaId);
        var row = await _results.FindAsync(Bucket.Partition(account), key, cancellation);
        return row is null ? null : CtaRows.ReadRecord(row);
    }

    /// <summary>The event that led to this version of a CTA; null if it is not stored.</summary>
    internal async Task<CtaEvent?> FindLastEventAsync(
        AccountKey account,
        CtaRecord record,
        CancellationToken cancellation
    )
    {
        var key = ResultKeys.Log(account.AccountId, record.Cta.Id, record.Version);
        return await _results.FindAsync(Bucket.Partition(account), key, cancellation) is { } row
            ? CtaRows.ReadEvent(row)
            : null;
    }

    /// <summary>The last hundred events of a CTA's history, newest first.</summary>
    public async Task<IReadOnlyList<CtaEvent>> ListEventsAsync(
        string tenant,
        CtaRecord record,
        CancellationToken cancellation
    )
    {
        var events = new List<CtaEvent>();
        var range = ResultKeys.Logs(record.Cta.AccountId, record.Cta.Id, record.Version) with { PageSize = MostEvents };
        var partition = Bucket.Partition(new AccountKey(tenant, record.Cta.AccountId));
        await foreach (var row in _results.QueryAsync(partition, range, cancellation))
        {
            events.Add(CtaRows.ReadEvent(row));
            if (events.Count == MostEvents)
            {
                break;
            }
        }

        return events;
    }

    /// <summary>All CTAs that the app created for an account.</summary>
    public IAsyncEnumerable<CtaRecord> ListAsync(AccountKey account, CancellationToken cancellation) =>
        ListAsync(Bucket.Partition(account), ResultKeys.Ctas(account.AccountId), cancellation);

    /// <summary>All CTAs that the app created for a tenant, in no particular order.</summary>
    public async IAsyncEnumerable<CtaRecord> ListAllAsync(
        string tenant,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            await foreach (var record in ListAsync(Bucket.Partition(tenant, bucket), ResultKeys.AllCtas, cancellation))
            {
                yield return record;
            }
        }
    }

    /// <summary>When each account's CTAs were completed; of a CTA nothing else is kept.</summary>
    public async Task<ILookup<string, DateTimeOffset>> ListCompletedAsync(string tenant, CancellationToken cancellation)
    {
        var completed = new List<(string AccountId, DateTimeOffset At)>();
        await foreach (var record in ListAllAsync(tenant, cancellation))
        {
            if (record.Cta is { Status: CtaStatus.Completed, CompletedAt: { } at })
            {
                completed.Add((record.Cta.AccountId, at));
            }
        }

        return completed.ToLookup(cta => cta.AccountId, cta => cta.At, StringComparer.Ordinal);
    }

    private async IAsyncEnumerable<CtaRecord> ListAsync(
        string partition,
        RowRange range,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var row in _results.QueryAsync(partition, range, cancellation))
        {
            yield return CtaRows.ReadRecord(row);
        }
    }

    private async Task<AccountSlots> ListSlotsAsync(IReadOnlyList<string> partitions, CancellationToken cancellation)
    {
        var damaged = new ConcurrentDictionary<string, DamagedRowException>(StringComparer.Ordinal);
        var slots = await Task.WhenAll(partitions.Select(ListAsync));
        return new AccountSlots(
            slots
                .SelectMany(found => found)
                .GroupBy(found => found.AccountId, found => found.Slot, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => (IReadOnlyList<CtaSlot>)[.. g], StringComparer.Ordinal),
            damaged
        );

        async Task<List<(string AccountId, CtaSlot Slot)>> ListAsync(string partition)
        {
            var found = new List<(string, CtaSlot)>();
            await foreach (var row in _results.QueryAsync(partition, ResultKeys.AllSlots, cancellation))
            {
                var accountId = ResultKeys.AccountOf(row.RowKey);
                try
                {
                    found.Add((accountId, CtaRows.ReadSlot(row)));
                }
                catch (DamagedRowException e)
                {
                    damaged[accountId] = e;
                }
            }

            return found;
        }
    }
}
