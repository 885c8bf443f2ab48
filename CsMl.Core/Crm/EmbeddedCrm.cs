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
    private readonly WriteTurns turns = new();
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
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var keys = Range(null) with { KeysOnly = true };
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
    public async Task<bool> PutAsync(string tenant, AccountFacts facts, CancellationToken cancellation)
    {
        if (PackedFacts.Pack(facts) is not { } packed)
        {
            return false;
        }

        await RememberTenantAsync(tenant, cancellation);
        var partition = Bucket.Partition(tenant, facts.AccountId);
        await turns.UntilWrittenAsync(facts.AccountId, TryPutAsync, cancellation);
        return true;

        async Task<PackedFacts?> TryPutAsync()
        {
            var changes = await ChangesAsync(tenant, facts.AccountId, packed, cancellation);
            return (await accounts.WriteAsync(partition, changes, cancellation)).Succeeded ? packed : null;
        }
    }

    /// <summary>
    /// Replaces what is known of many accounts, in as few transactions as they fit in. Of an account named twice the
    /// later facts count. Answers with the ids of those whose facts are larger than an account may be.
    /// </summary>
    public async Task<IReadOnlySet<string>> PutManyAsync(
        string tenant,
        IReadOnlyList<AccountFacts> many,
        CancellationToken cancellation
    )
    {
        await RememberTenantAsync(tenant, cancellation);
        var refused = new HashSet<string>(StringComparer.Ordinal);
        var last = new Dictionary<string, AccountFacts>(many.Count, StringComparer.Ordinal);
        foreach (var facts in many)
        {
            last[facts.AccountId] = facts;
        }

        foreach (var bucket in last.Values.GroupBy(f => Bucket.Of(f.AccountId)))
        {
            await PutBucketAsync(tenant, bucket.Key, [.. bucket], refused, cancellation);
        }

        return refused;
    }

    private async Task PutBucketAsync(
        string tenant,
        int bucket,
        IReadOnlyList<AccountFacts> many,
        HashSet<string> refused,
        CancellationToken cancellation
    )
    {
        var batch = new List<(AccountFacts Facts, List<EntityChange> Changes)>();
        foreach (var facts in many)
        {
            if (PackedFacts.Pack(facts) is not { } packed)
            {
                refused.Add(facts.AccountId);
                continue;
            }

            var changes = await ChangesAsync(tenant, facts.AccountId, packed, cancellation);
            if (!Fits(batch.SelectMany(b => b.Changes).Concat(changes)))
            {
                await FlushAsync();
            }

            batch.Add((facts, changes));
        }

        await FlushAsync();

        async Task FlushAsync()
        {
            if (batch.Count == 0)
            {
                return;
            }

            EntityChange[] all = [.. batch.SelectMany(b => b.Changes)];
            if (!(await accounts.WriteAsync(Bucket.Partition(tenant, bucket), all, cancellation)).Succeeded)
            {
                // Another writer was at one of them.
                foreach (var (facts, _) in batch)
                {
                    await PutAsync(tenant, facts, cancellation);
                }
            }

            batch.Clear();
        }
    }

    private static bool Fits(IEnumerable<EntityChange> changes)
    {
        var (count, bytes) = (0, 0);
        foreach (var change in changes)
        {
            count++;
            bytes += change.Json.Length;
        }

        return count <= EntityKey.MaxChanges && bytes <= EntityKey.MaxTransactionBytes;
    }

    /// <summary>The account's new rows, and the parts of its old ones that it no longer has.</summary>
    private async Task<List<EntityChange>> ChangesAsync(
        string tenant,
        string accountId,
        PackedFacts packed,
        CancellationToken cancellation
    )
    {
        var before = await FindRowAsync(tenant, accountId, cancellation);
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

        var old = before is null ? 0 : PackedFacts.ReadMain(before.Json).Parts;
        for (var i = packed.Parts.Count; i < old; i++)
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
