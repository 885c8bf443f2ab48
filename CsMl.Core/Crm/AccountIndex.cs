using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CsMl.Core.Accounts;
using CsMl.Core.Storage;

namespace CsMl.Core.Crm;

/// <summary>
/// The app's own copy of every account's facts. Runs read it page by page; PUT, the import and the
/// <see cref="IAccountSource"/> write it. An account is one row; facts too large for it are compressed into part rows,
/// which are written in the same transaction.
/// </summary>
public sealed partial class AccountIndex(Tables tables, TimeProvider time)
{
    internal const string TenantsPartition = "tenants";

    private const int MostReads = 25;

    private readonly IEntityTable _accounts = tables.Accounts;
    private readonly AccountRows _rows = new(tables.Accounts, time);
    private readonly ErasedAccounts _erased = new(tables);
    private readonly OptimisticWriter _turns = new();
    private readonly ConcurrentDictionary<string, bool> _knownTenants = new(StringComparer.Ordinal);

    /// <summary>The stored facts of one account; null if there is no such account.</summary>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public async Task<KnownAccount?> FindAsync(AccountKey account, CancellationToken cancellation)
    {
        string? last = null;
        for (var attempt = 0; attempt < MostReads; attempt++)
        {
            var row = await _rows.FindAsync(account, cancellation);
            if (row is null)
            {
                return null;
            }

            if (row.ETag == last)
            {
                throw new InvalidDataException("The parts of an account do not make it up.");
            }

            last = row.ETag;
            if (await _rows.ReadAsync(account, PackedFacts.ReadMain(row.Json), cancellation) is { } known)
            {
                return known;
            }

            // The parts were replaced between the two reads, so the account is read again.
        }

        throw new StorageUnavailableException("The parts of an account changed on every try to read them.");
    }

    public async Task<bool> HasAsync(AccountKey account, CancellationToken cancellation) =>
        await _rows.FindAsync(account, cancellation) is not null;

    /// <summary>
    /// The version of an account's facts, without reading the facts; null if there is no such account.
    /// </summary>
    public async Task<FactsVersion?> FindVersionAsync(AccountKey account, CancellationToken cancellation) =>
        await _rows.FindAsync(account, cancellation) is { } row ? PackedFacts.ReadVersion(row.Json.Span) : null;

    /// <summary>
    /// The version of facts that can be read; null for no account, and for facts that are damaged: those of a source replace
    /// them.
    /// </summary>
    internal async Task<FactsVersion?> FindIntactVersionAsync(AccountKey account, CancellationToken cancellation) =>
        await _rows.FindAsync(account, cancellation) is { } row ? PackedFacts.TryReadMain(row.Json)?.Version : null;

    /// <summary>
    /// The id under which an account is stored: the given one, or the other form of a Salesforce id. Null if there is no
    /// such account. At most two rows are read.
    /// </summary>
    public async Task<string?> FindIdAsync(AccountKey account, CancellationToken cancellation) =>
        await _rows.FindAsync(account, cancellation) is not null ? account.AccountId
        : SalesforceId.OtherForm(account.AccountId) is { } other
        && await _rows.FindAsync(account with { AccountId = other }, cancellation) is not null
            ? other
        : null;

    /// <summary>Every tenant that has accounts.</summary>
    public async Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancellation)
    {
        var tenants = new List<string>();
        await foreach (var row in _accounts.QueryAsync(TenantsPartition, RowRange.All, cancellation))
        {
            tenants.Add(row.RowKey);
        }

        return tenants;
    }

    /// <summary>
    /// The ids of the accounts of one of a tenant's 16 buckets, in key order. The optional range includes both ends.
    /// </summary>
    public async IAsyncEnumerable<string> ListIdsAsync(
        string tenant,
        int bucket,
        (string First, string Last)? range,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var keys = AccountRows.Range(range) with { KeysOnly = true };
        await foreach (var row in _accounts.QueryAsync(Bucket.Partition(tenant, bucket), keys, cancellation))
        {
            var (accountId, part) = AccountRows.Split(row.RowKey);
            if (part == AccountRows.Main)
            {
                yield return accountId;
            }
        }
    }

    /// <summary>The accounts of the bucket, in the same order and range.</summary>
    /// <param name="skip">Called for each account whose rows are damaged; null to throw at it.</param>
    public async IAsyncEnumerable<KnownAccount> ListAsync(
        string tenant,
        int bucket,
        (string First, string Last)? range,
        [EnumeratorCancellation] CancellationToken cancellation,
        Action<string, Exception>? skip = null
    )
    {
        await foreach (
            var row in _accounts.QueryAsync(Bucket.Partition(tenant, bucket), AccountRows.Range(range), cancellation)
        )
        {
            var (accountId, part) = AccountRows.Split(row.RowKey);
            if (part != AccountRows.Main)
            {
                continue;
            }

            KnownAccount? known = null;
            try
            {
                var main = PackedFacts.ReadMain(row.Json);
                known = main.Facts is { } facts
                    ? new KnownAccount(facts, main.Version)
                    : await FindAsync(new AccountKey(tenant, accountId), cancellation);
            }
            catch (InvalidDataException e) when (skip is not null)
            {
                skip(accountId, e);
            }

            if (known is not null)
            {
                yield return known;
            }
        }
    }
}
