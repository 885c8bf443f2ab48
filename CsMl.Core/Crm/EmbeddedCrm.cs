using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using CsMl.Core.Accounts;
using CsMl.Core.Storage;

namespace CsMl.Core.Crm;

/// <summary>
/// A CRM in the app's own tables, for those who push their facts by PUT or import. An account is one row; facts too
/// large for it are packed into part rows beside it, written in the same transaction.
/// </summary>
public sealed class EmbeddedCrm(Tables tables) : ICrm
{
    private const string TenantsPartition = "tenants";

    /// <summary>Row key segment of the account itself; parts are numbered from 1.</summary>
    private const string Main = "0";

    private const int MostReads = 25;

    private readonly IEntityTable accounts = tables.Accounts;
    private readonly OptimisticWriter turns = new();
    private readonly ConcurrentDictionary<string, bool> knownTenants = new(StringComparer.Ordinal);

    public async Task<KnownAccount?> FindAsync(string tenant, string accountId, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < MostReads; attempt++)
        {
            var row = await FindRowAsync(tenant, accountId, cancellation);
            if (row is null)
            {
                return null;
            }

            if (await ReadAsync(tenant, accountId, PackedFacts.ReadMain(row.Json), cancellation) is { } known)
            {
                return known;
            }

            // Its parts were replaced between the two reads; what replaced them is whole.
        }

        throw new StorageUnavailableException("The parts of an account changed on every try to read them.");
    }

    public async Task<string?> FindFingerprintAsync(string tenant, string accountId, CancellationToken cancellation) =>
        await FindRowAsync(tenant, accountId, cancellation) is { } row
            ? PackedFacts.ReadFingerprint(row.Json.Span)
            : null;

    public async Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancellation)
    {
        var tenants = new List<string>();
        await foreach (var row in accounts.QueryAsync(TenantsPartition, new RowRange("-", "~"), cancellation))
        {
            tenants.Add(row.RowKey);
        }

        return tenants;
    }

    public async IAsyncEnumerable<string> ListIdsAsync(
        string tenant,
        int bucket,
        (string First, string Last)? range,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var keys = Range(range) with { KeysOnly = true };
        await foreach (var row in accounts.QueryAsync(Bucket.Partition(tenant, bucket), keys, cancellation))
        {
            var (accountId, part) = Split(row.RowKey);
            if (part == Main)
            {
                yield return accountId;
            }
        }
    }

    public async IAsyncEnumerable<KnownAccount> ListAsync(
        string tenant,
        int bucket,
        (string First, string Last)? range,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var row in accounts.QueryAsync(Bucket.Partition(tenant, bucket), Range(range), cancellation))
        {
            var (accountId, part) = Split(row.RowKey);
            if (part != Main)
            {
                continue;
            }

            var main = PackedFacts.ReadMain(row.Json);
            var known = main.Facts is { } facts
                ? new KnownAccount(facts, main.Fingerprint)
                : await FindAsync(tenant, accountId, cancellation);
            if (known is not null)
            {
                yield return known;
            }
        }
    }

    /// <summary>Replaces what is known of an account. False where the facts are larger than an account may be.</summary>
    public Task<bool> PutAsync(string tenant, AccountFacts facts, CancellationToken cancellation) =>
        PutAsync(tenant, [facts], null, cancellation);

    /// <summary>
    /// Replaces what is known of many accounts, in as few transactions as they fit in. Of an account named twice the
    /// later facts count. Answers with the ids of those whose facts are larger than an account may be.
    /// </summary>
    /// <param name="merge">
    /// Makes one of what is known of an account, at the instant of writing, and what is told of it; null: what is
    /// told counts alone.
    /// </param>
    public async Task<IReadOnlySet<string>> PutManyAsync(
        string tenant,
        IReadOnlyList<AccountFacts> many,
        CancellationToken cancellation,
        MergeFacts? merge = null
    )
    {
        var refused = new HashSet<string>(StringComparer.Ordinal);
        foreach (var bucket in many.GroupBy(f => f.AccountId, StringComparer.Ordinal).GroupBy(f => Bucket.Of(f.Key)))
        {
            await PutBucketAsync(tenant, bucket.Key, [.. bucket.Select(f => f.ToList())], merge, refused, cancellation);
        }

        return refused;
    }

    private async Task<bool> PutAsync(
        string tenant,
        IReadOnlyList<AccountFacts> told,
        MergeFacts? merge,
        CancellationToken cancellation
    )
    {
        var accountId = told[0].AccountId;
        return (await turns.UntilWrittenAsync(accountId, TryPutAsync, cancellation)).Fit;

        async Task<AccountRows?> TryPutAsync()
        {
            var rows = await RowsAsync(tenant, told, merge, cancellation);
            return
                rows is not { Fit: true } || await WriteAsync(tenant, Bucket.Of(accountId), rows.Changes, cancellation)
                ? rows
                : null;
        }
    }

    /// <param name="many">What is told of each account, in the order in which it was told.</param>
    private async Task PutBucketAsync(
        string tenant,
        int bucket,
        IReadOnlyList<IReadOnlyList<AccountFacts>> many,
        MergeFacts? merge,
        HashSet<string> refused,
        CancellationToken cancellation
    )
    {
        var batch = new List<(IReadOnlyList<AccountFacts> Told, IReadOnlyList<EntityChange> Changes)>();
        var (count, bytes) = (0, 0);
        foreach (var told in many)
        {
            var rows = await RowsAsync(tenant, told, merge, cancellation);
            if (rows is null)
            {
                await PutAloneAsync(told);
                continue;
            }

            if (!rows.Fit)
            {
                refused.Add(told[0].AccountId);
                continue;
            }

            var size = rows.Changes.Sum(change => change.Json.Length);
            if (count + rows.Changes.Count > EntityKey.MaxChanges || bytes + size > EntityKey.MaxTransactionBytes)
            {
                await FlushAsync();
            }

            batch.Add((told, rows.Changes));
            count += rows.Changes.Count;
            bytes += size;
        }

        await FlushAsync();

        async Task FlushAsync()
        {
            if (
                batch.Count > 0
                && !await WriteAsync(tenant, bucket, [.. batch.SelectMany(b => b.Changes)], cancellation)
            )
            {
                // Another writer was at one of them.
                foreach (var (told, _) in batch)
                {
                    await PutAloneAsync(told);
                }
            }

            batch.Clear();
            (count, bytes) = (0, 0);
        }

        async Task PutAloneAsync(IReadOnlyList<AccountFacts> told)
        {
            if (!await PutAsync(tenant, told, merge, cancellation))
            {
                refused.Add(told[0].AccountId);
            }
        }
    }

    /// <summary>False where another writer was at one of the rows.</summary>
    private async Task<bool> WriteAsync(
        string tenant,
        int bucket,
        IReadOnlyList<EntityChange> changes,
        CancellationToken cancellation
    )
    {
        await RememberTenantAsync(tenant, cancellation);
        return (await accounts.WriteAsync(Bucket.Partition(tenant, bucket), changes, cancellation)).Succeeded;
    }

    /// <summary>
    /// The account's new rows, and the parts of its old ones that it no longer has; they are written only where no one
    /// else has written the account since. Null where what is known of it was replaced while it was read.
    /// </summary>
    private async Task<AccountRows?> RowsAsync(
        string tenant,
        IReadOnlyList<AccountFacts> told,
        MergeFacts? merge,
        CancellationToken cancellation
    )
    {
        var accountId = told[0].AccountId;
        var before = await FindRowAsync(tenant, accountId, cancellation);
        var old = before is null ? null : PackedFacts.ReadMain(before.Json);
        var facts = told[^1];
        if (merge is not null)
        {
            var known = old is null ? null : await ReadAsync(tenant, accountId, old, cancellation);
            if (old is not null && known is null)
            {
                return null;
            }

            facts = known is null ? told.Aggregate(merge.Invoke) : told.Aggregate(known.Facts, merge.Invoke);
        }

        return PackedFacts.Pack(facts) is { } packed
            ? new AccountRows(true, Changes(accountId, packed, before, old?.Parts ?? 0))
            : new AccountRows(false, []);
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
            changes.Add(EntityChange.Delete(PartKey(accountId, i)));
        }

        return changes;
    }

    private async Task<KnownAccount?> ReadAsync(
        string tenant,
        string accountId,
        PackedMain main,
        CancellationToken cancellation
    )
    {
        if (main.Facts is { } facts)
        {
            return new KnownAccount(facts, main.Fingerprint);
        }

        var parts = new List<ReadOnlyMemory<byte>>(main.Parts);
        for (var i = 0; i < main.Parts; i++)
        {
            var part = await accounts.FindAsync(
                Bucket.Partition(tenant, accountId),
                PartKey(accountId, i),
                cancellation
            );
            if (part is null)
            {
                return null;
            }

            parts.Add(part.Json);
        }

        return PackedFacts.Unpack(parts, main.Fingerprint) is { } unpacked
            ? new KnownAccount(unpacked, main.Fingerprint)
            : null;
    }

    private Task<Entity?> FindRowAsync(string tenant, string accountId, CancellationToken cancellation) =>
        accounts.FindAsync(Bucket.Partition(tenant, accountId), EntityKey.Of(accountId, Main), cancellation);

    /// <summary>Nightly runs need to know whose portfolios there are.</summary>
    private async Task RememberTenantAsync(string tenant, CancellationToken cancellation)
    {
        if (!knownTenants.ContainsKey(tenant))
        {
            await accounts.WriteAsync(TenantsPartition, [EntityChange.Upsert(tenant, "{}"u8.ToArray())], cancellation);
            knownTenants[tenant] = true;
        }
    }

    /// <summary>Ids begin with a letter or digit; a second separator is above every row of the account before it.</summary>
    private static RowRange Range((string First, string Last)? ids)
    {
        var end = EntityKey.Separator.ToString();
        return ids is { } range ? new RowRange(range.First + end, range.Last + end + end) : new RowRange("0", end);
    }

    private static string PartKey(string accountId, int index) =>
        EntityKey.Of(accountId, (index + 1).ToString("D2", CultureInfo.InvariantCulture));

    private static (string AccountId, string Part) Split(string rowKey)
    {
        var at = rowKey.IndexOf(EntityKey.Separator, StringComparison.Ordinal);
        return (rowKey[..at], rowKey[(at + 1)..]);
    }
}
