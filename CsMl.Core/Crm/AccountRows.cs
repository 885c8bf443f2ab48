using System.Globalization;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Storage;

namespace CsMl.Core.Crm;

/// <summary>Reads the rows of one account in the index and computes the changes that replace them.</summary>
internal sealed class AccountRows(IEntityTable accounts, TimeProvider time)
{
    /// <summary>Row key segment of the account itself; parts are numbered from 1.</summary>
    public const string Main = "0";

    /// <summary>The main row.</summary>
    public Task<Entity?> FindAsync(AccountKey account, CancellationToken cancellation) =>
        accounts.FindAsync(Bucket.Partition(account), EntityKey.Of(account.AccountId, Main), cancellation);

    /// <summary>
    /// The changes that write the account's new rows and delete its obsolete part rows; they fail if another writer has
    /// changed the account since. Facts that cannot be read are replaced by whole ones, and nothing is added to them. Null
    /// if the account's parts were replaced while they were read.
    /// </summary>
    public async Task<AccountChanges?> ChangesAsync(
        string tenant,
        IReadOnlyList<FactsUpdate> updates,
        FactsGuard guard,
        CancellationToken cancellation
    )
    {
        var account = new AccountKey(tenant, updates[0].AccountId);
        var before = await FindAsync(account, cancellation);
        var old = before is null ? null : PackedFacts.TryReadMain(before.Json);
        if (!guard.Admits(old?.Version))
        {
            return AccountChanges.Refused(PutRefusal.Overtaken);
        }

        KnownAccount? known = null;
        if (before is not null && updates.Any(update => update.NeedsKnown))
        {
            known = old is null ? null : await ReadAsync(account, old, cancellation);
            if (known is null)
            {
                // Unless its parts were replaced while they were read.
                return (await FindAsync(account, cancellation))?.ETag == before.ETag
                    ? AccountChanges.Refused(PutRefusal.Damaged)
                    : null;
            }
        }

        var facts = updates.Aggregate(known?.Facts, static (facts, update) => update.Apply(facts));
        if (facts is null)
        {
            return AccountChanges.Refused(PutRefusal.NotFound);
        }

        foreach (var update in updates)
        {
            update.Settle(facts);
        }

        // That of a row whose facts cannot be read may still be readable.
        var revision =
            old?.Revision ?? (before is null ? null : PackedFacts.TryReadVersion(before.Json.Span)?.Revision);
        if (PackedFacts.Pack(facts, NextRevision(Math.Max(revision ?? 0, guard.After ?? 0))) is not { } packed)
        {
            return AccountChanges.Refused(PutRefusal.TooLarge);
        }

        List<EntityChange> changes =
        [
            .. Changes(account.AccountId, packed, before, old?.Parts ?? 0),
            .. NameRows.Changes(account.AccountId, old?.Name, NameRows.NameOf(facts)),
        ];
        changes.AddRange(await LeftAsync(account, before, old, changes, cancellation));
        return new AccountChanges(null, PackedFacts.ReadVersion(packed.Main.Span), changes);
    }

    /// <summary>
    /// The clock's ticks, or the last revision plus one if that is greater. Revisions of an account therefore increase
    /// with every write whatever the clock does; after a removal they increase only if the clock does.
    /// </summary>
    public long NextRevision(long? last) => Math.Max((last ?? 0) + 1, time.GetUtcNow().UtcTicks);

    /// <summary>
    /// The changes that remove an account from the index; they fail if it has changed since it was read.
    /// </summary>
    /// <param name="row">The main row; null if it is already removed.</param>
    public async Task<AccountChanges> RemovalAsync(AccountKey account, Entity? row, CancellationToken cancellation)
    {
        var (id, main) = (account.AccountId, row is null ? null : PackedFacts.TryReadMain(row.Json));
        var changes = new List<EntityChange>();
        if (row is not null)
        {
            changes.Add(EntityChange.Delete(row.RowKey, row.ETag));
            changes.AddRange(Enumerable.Range(0, main?.Parts ?? 0).Select(part => Delete(PartKey(id, part))));
            changes.AddRange(NameRows.KeysOf(id, main?.Name).Select(Delete));
            changes.AddRange(await LeftAsync(account, row, main, changes, cancellation));
        }

        return new AccountChanges(null, new FactsVersion("", NextRevision(main?.Revision)), changes);
    }

    private static EntityChange Delete(string rowKey) => EntityChange.Delete(rowKey);

    /// <summary>Deletes the parts and names of an account whose row, which would tell them, cannot be read.</summary>
    /// <param name="old">Null if the row cannot be read.</param>
    private async Task<List<EntityChange>> LeftAsync(
        AccountKey account,
        Entity? row,
        PackedMain? old,
        List<EntityChange> changes,
        CancellationToken cancellation
    )
    {
        var left = new List<EntityChange>();
        if (row is null || old is not null)
        {
            return left;
        }

        var id = account.AccountId;
        var written = changes.Select(change => change.RowKey).ToHashSet(StringComparer.Ordinal);
        foreach (var range in (RowRange[])[Range((id, id)), NameRows.All])
        {
            var keys = range with { KeysOnly = true };
            await foreach (var found in accounts.QueryAsync(Bucket.Partition(account), keys, cancellation))
            {
                if (
                    (NameRows.AccountOf(found.RowKey) ?? Split(found.RowKey).AccountId) == id
                    && written.Add(found.RowKey)
                )
                {
                    left.Add(Delete(found.RowKey));
                }
            }
        }

        return left;
    }

    private static List<EntityChange> Changes(string accountId, PackedFacts packed, Entity? before, int oldParts)
    {
        var key = EntityKey.Of(accountId, Main);
        var changes = new List<EntityChange>(1 + packed.Parts.Count)
        {
            before is null
                ? EntityChange.Insert(key, packed.Main)
                : EntityChange.Replace(key, packed.Main, before.ETag),
        };
        for (var i = 0; i < packed.Parts.Count; i++)
        {
            changes.Add(EntityChange.Upsert(PartKey(accountId, i), packed.Parts[i]));
        }

        for (var i = packed.Parts.Count; i < oldParts; i++)
        {
            changes.Add(Delete(PartKey(accountId, i)));
        }

        return changes;
    }

    /// <summary>Null if the parts were replaced since the main row was read.</summary>
    public async Task<KnownAccount?> ReadAsync(AccountKey account, PackedMain main, CancellationToken cancellation)
    {
        if (main.Facts is { } facts)
        {
            return new KnownAccount(facts, main.Version);
        }

        var parts = new List<ReadOnlyMemory<byte>>(main.Parts);
        for (var i = 0; i < main.Parts; i++)
        {
            var part = await accounts.FindAsync(Bucket.Partition(account), PartKey(account.AccountId, i), cancellation);
            if (part is null)
            {
                return null;
            }

            parts.Add(part.Json);
        }

        return PackedFacts.Unpack(parts, main.Fingerprint) is { } unpacked
            ? new KnownAccount(unpacked, main.Version)
            : null;
    }

    /// <summary>
    /// The row keys of a range of ids. An id begins with a letter or digit, so an id with a second separator sorts
    /// after every row of that account.
    /// </summary>
    public static RowRange Range((string First, string Last)? ids)
    {
        var end = EntityKey.Separator.ToString();
        return ids is { } range ? new RowRange(range.First + end, range.Last + end + end) : new RowRange("0", end);
    }

    private static string PartKey(string accountId, int index) =>
        EntityKey.Of(accountId, (index + 1).ToString("D2", CultureInfo.InvariantCulture));

    /// <summary>A key that is none of this app's has no part.</summary>
    public static (string AccountId, string Part) Split(string rowKey)
    {
        var at = rowKey.IndexOf(EntityKey.Separator, StringComparison.Ordinal);
        return at < 0 ? (rowKey, "") : (rowKey[..at], rowKey[(at + 1)..]);
    }
}
