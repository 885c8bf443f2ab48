using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsMl.Core.Accounts;

namespace CsMl.Core.Storage;

/// <summary>
/// Stores which accounts were erased (<see cref="Tombstone"/>), and which erasures are still to be finished. A tenant's
/// rows lie in one partition of their own. Only the rows of unfinished erasures name an account.
/// </summary>
/// <remarks>
/// Whoever writes the first row of an account looks for a tombstone after the write and takes the row back if there is
/// one. An erasure writes its tombstone before it deletes anything: so either it deletes that row, or the writer sees
/// the tombstone.
/// </remarks>
public sealed class ErasedAccounts(Tables tables)
{
    internal const string TombstoneKind = "t";
    private const string OpenKind = "u";

    /// <summary>More accounts than this are looked up by reading all of the tenant's tombstones.</summary>
    private const int MostFinds = 8;

    private static readonly Tombstone Unreadable = new(long.MaxValue, default);

    private readonly IEntityTable _accounts = tables.Accounts;

    /// <summary>True if the account was erased and nobody asked for it since.</summary>
    public async Task<bool> IsErasedAsync(AccountKey account, CancellationToken cancellation) =>
        await FindAsync(account, cancellation) is { Tombstone.IsErased: true };

    /// <summary>Those of the accounts that were erased and that nobody asked for since.</summary>
    /// <param name="isCertain">True to leave out those of which a damaged row may say so.</param>
    public Task<IReadOnlyCollection<string>> AmongAsync(
        string tenant,
        IReadOnlyCollection<string> accountIds,
        CancellationToken cancellation,
        bool isCertain = false
    ) => AmongAsync(tenant, [.. accountIds.Select(id => (id, long.MaxValue))], cancellation, isCertain);

    /// <summary>Null if the account was never erased.</summary>
    internal async Task<Tombstone?> FindTombstoneAsync(AccountKey account, CancellationToken cancellation) =>
        (await FindAsync(account, cancellation))?.Tombstone;

    /// <summary>True if what was made from facts of this revision must not be stored.</summary>
    internal async Task<bool> BarAsync(AccountKey account, long revision, CancellationToken cancellation) =>
        await FindAsync(account, cancellation) is { Tombstone: var tombstone } && tombstone.Bars(revision);

    /// <summary>The accounts of which nothing that was made from facts of the given revisions may be stored.</summary>
    internal async Task<IReadOnlyCollection<string>> AmongAsync(
        string tenant,
        IReadOnlyCollection<(string AccountId, long Revision)> made,
        CancellationToken cancellation,
        bool isCertain = false
    )
    {
        var barred = new List<string>();
        var all = made.Count > MostFinds ? await ListAsync(tenant, cancellation) : null;
        if (all is { Count: 0 })
        {
            return barred;
        }

        foreach (var (id, revision) in made)
        {
            var account = new AccountKey(tenant, id);
            var found = all is null
                ? (await FindAsync(account, cancellation))?.Tombstone
                : all.GetValueOrDefault(KeyOf(account));
            if (found?.Bars(revision) == true && !(isCertain && found == Unreadable))
            {
                barred.Add(id);
            }
        }

        return barred;
    }

    /// <summary>Writes the tombstone, and that the erasure is still to be finished.</summary>
    internal Task BeginAsync(AccountKey account, long revision, DateTimeOffset now, CancellationToken cancellation) =>
        _accounts.WriteAsync(
            Partition(account.Tenant),
            [
                EntityChange.Upsert(KeyOf(account), Json(new Tombstone(revision, now))),
                EntityChange.Upsert(OpenKey(account), "{}"u8.ToArray()),
            ],
            cancellation
        );

    /// <summary>
    /// Records a later revision of the facts that were erased. Does nothing if the account was restored meanwhile.
    /// </summary>
    internal async Task RaiseAsync(AccountKey account, long revision, CancellationToken cancellation)
    {
        while (
            await FindAsync(account, cancellation) is { Tombstone: { IsErased: true } tombstone, Row: var row }
            && tombstone.Revision < revision
        )
        {
            var raised = EntityChange.Replace(row.RowKey, Json(tombstone with { Revision = revision }), row.ETag);
            if ((await _accounts.WriteAsync(row.PartitionKey, [raised], cancellation)).Succeeded)
            {
                return;
            }
        }
    }

    /// <summary>Records that nothing is left to erase. Idempotent.</summary>
    internal Task EndAsync(AccountKey account, CancellationToken cancellation) =>
        _accounts.WriteAsync(Partition(account.Tenant), [EntityChange.Delete(OpenKey(account))], cancellation);

    /// <summary>
    /// Lets facts of an erased account be stored again. What was made from its old facts stays barred; their revisions are no
    /// later than now.
    /// </summary>
    internal async Task RestoreAsync(AccountKey account, DateTimeOffset now, CancellationToken cancellation)
    {
        while (await FindAsync(account, cancellation) is { Tombstone: { IsErased: true } tombstone, Row: var row })
        {
            List<EntityChange> changes =
            [
                EntityChange.Replace(
                    row.RowKey,
                    Json(tombstone with { Revision = Math.Min(tombstone.Revision, now.UtcTicks), RestoredAt = now }),
                    row.ETag
                ),
            ];
            if (await IsOpenAsync(account, cancellation))
            {
                changes.Add(EntityChange.Delete(OpenKey(account)));
            }

            if ((await _accounts.WriteAsync(row.PartitionKey, changes, cancellation)).Succeeded)
            {
                return;
            }
        }
    }

    /// <summary>The accounts of a tenant whose erasure is not finished.</summary>
    internal async Task<IReadOnlyList<AccountKey>> ListOpenAsync(string tenant, CancellationToken cancellation)
    {
        var open = new List<AccountKey>();
        var range = RowRange.Of(OpenKind + EntityKey.Separator) with { KeysOnly = true };
        await foreach (var row in _accounts.QueryAsync(Partition(tenant), range, cancellation))
        {
            open.Add(new AccountKey(tenant, ResultKeys.AccountOf(row.RowKey)));
        }

        return open;
    }

    internal async Task<bool> IsOpenAsync(AccountKey account, CancellationToken cancellation) =>
        await _accounts.FindAsync(Partition(account.Tenant), OpenKey(account), cancellation) is not null;

    /// <summary>The tenant's tombstones by the keys of their rows.</summary>
    private async Task<Dictionary<string, Tombstone>> ListAsync(string tenant, CancellationToken cancellation)
    {
        var all = new Dictionary<string, Tombstone>(StringComparer.Ordinal);
        var range = RowRange.Of(TombstoneKind + EntityKey.Separator);
        await foreach (var row in _accounts.QueryAsync(Partition(tenant), range, cancellation))
        {
            all[row.RowKey] = Read(row);
        }

        return all;
    }

    private async Task<(Tombstone Tombstone, Entity Row)?> FindAsync(
        AccountKey account,
        CancellationToken cancellation
    ) =>
        await _accounts.FindAsync(Partition(account.Tenant), KeyOf(account), cancellation) is { } row
            ? (Read(row), row)
            : null;

    /// <summary>
    /// One that cannot be read bars its account and no other, until somebody asks for the account again or erases it again.
    /// <c>doctor</c> tells of it.
    /// </summary>
    private static Tombstone Read(Entity row)
    {
        try
        {
            return row.Read(RowJson.Plain.Tombstone);
        }
        catch (DamagedRowException)
        {
            return Unreadable;
        }
    }

    private static byte[] Json(Tombstone tombstone) =>
        JsonSerializer.SerializeToUtf8Bytes(tombstone, RowJson.Plain.Tombstone);

    internal static string Partition(string tenant) => EntityKey.Of(tenant, "erased");

    private static string OpenKey(AccountKey account) => EntityKey.Of(OpenKind, account.AccountId);

    /// <summary>What stands for the account where it has to be told from others after its erasure.</summary>
    internal static string NameOf(AccountKey account) => $"erased:{HashOf(account)}";

    private static string KeyOf(AccountKey account) => EntityKey.Of(TombstoneKind, HashOf(account));

    /// <summary>Neither a tenant nor an account id contains the separator, so that no two accounts share a hash.</summary>
    private static string HashOf(AccountKey account) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(EntityKey.Of(account.Tenant, account.AccountId)))
        );
}
