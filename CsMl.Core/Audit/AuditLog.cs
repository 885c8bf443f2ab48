using System.Collections.Concurrent;
using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Audit;

/// <summary>
/// Who changed what, one row a change, newest first. A row is written after the change. One that cannot be written is
/// kept in memory and goes with the next that can, because the change has been made and its caller must be told so.
/// </summary>
public sealed partial class AuditLog(
    Tables tables,
    IOptions<AuditOptions> options,
    TimeProvider time,
    ILogger<AuditLog> log
)
{
    /// <summary>Most rows that one page of one account's changes is looked for in.</summary>
    private const int MostLooks = 1_000;

    /// <summary>Most rows that one call of <see cref="TrimAsync"/> deletes; the next night deletes more.</summary>
    private const int MostTrimmed = 10_000;

    /// <summary>Most entries that wait in memory for a storage that fails.</summary>
    private const int MostUnwritten = 10_000;

    private readonly IEntityTable _runs = tables.Runs;
    private readonly ErasedAccounts _erased = new(tables);
    private readonly ILogger _log = log;
    private readonly ConcurrentQueue<(string Tenant, AuditEntry Entry)> _unwritten = new();

    /// <summary>Adds an entry. The same entry again changes nothing.</summary>
    /// <remarks>It is not cancelled: the change has been made.</remarks>
    public async Task RecordAsync(string tenant, AuditEntry entry)
    {
        var next = (Tenant: tenant, Entry: entry);
        try
        {
            do
            {
                await WriteAsync(next.Tenant, next.Entry);
                if (await NameOfErasedAsync(next.Tenant, next.Entry.AccountId) is { } name)
                {
                    // The erasure may have looked through the audit before.
                    await WriteAsync(next.Tenant, next.Entry with { AccountId = name });
                }
            } while (_unwritten.TryDequeue(out next));
        }
        catch (StorageUnavailableException e)
        {
            Keep(next, e);
        }
    }

    /// <summary>What stands for an account that was erased; null for all others.</summary>
    private async Task<string?> NameOfErasedAsync(string tenant, string? accountId) =>
        accountId is not null
        && new AccountKey(tenant, accountId) is var account
        && await _erased.IsErasedAsync(account, CancellationToken.None)
            ? ErasedAccounts.NameOf(account)
            : null;

    private Task WriteAsync(string tenant, AuditEntry entry) =>
        _runs.WriteAsync(Partition(tenant), [EntityChange.Upsert(Key(entry), Json(entry))], CancellationToken.None);

    private void Keep((string Tenant, AuditEntry Entry) entry, Exception e)
    {
        if (_unwritten.Count < MostUnwritten)
        {
            _unwritten.Enqueue(entry);
            Log.NotWritten(_log, e, entry.Entry.Action);
        }
        else
        {
            Log.Lost(_log, e, entry.Entry.Action);
        }
    }

    /// <param name="accountId">Only changes of this account; null for all.</param>
    /// <param name="after">The place of the last page; null for the first.</param>
    /// <returns>At times fewer entries than <paramref name="limit"/>, with a next place all the same.</returns>
    public async Task<AuditPage> ListAsync(
        string tenant,
        string? accountId,
        int limit,
        string? after,
        CancellationToken cancellation
    )
    {
        var all = new RowRange("0", "~") { PageSize = accountId is null ? limit + 1 : MostLooks };
        var entries = new List<AuditEntry>();
        string? last = null;
        var looks = 0;
        await foreach (var row in _runs.QueryAsync(Partition(tenant), Rest(all, after), cancellation))
        {
            if (entries.Count == limit || looks == MostLooks)
            {
                return new AuditPage(entries, last);
            }

            last = row.RowKey;
            looks++;
            var entry = Read(row);
            if (accountId is null || entry.AccountId == accountId)
            {
                entries.Add(entry);
            }
        }

        return new AuditPage(entries, null);
    }

    /// <summary>Deletes what is older than <see cref="AuditOptions.RetentionDays"/>.</summary>
    public async Task TrimAsync(string tenant, CancellationToken cancellation)
    {
        var oldest = time.GetUtcNow() - TimeSpan.FromDays(options.Value.RetentionDays);
        var late = new RowRange(ResultKeys.Newest(oldest), "~") { PageSize = EntityKey.MaxChanges, KeysOnly = true };
        var deletions = new List<EntityChange>();
        await foreach (var row in _runs.QueryAsync(Partition(tenant), late, cancellation))
        {
            deletions.Add(EntityChange.Delete(row.RowKey));
            if (deletions.Count == MostTrimmed)
            {
                break;
            }
        }

        foreach (var some in deletions.Chunk(EntityKey.MaxChanges))
        {
            // Another process may have deleted them meanwhile.
            await _runs.WriteAsync(Partition(tenant), some, cancellation);
        }
    }

    /// <summary>Puts <paramref name="replacement"/> in place of an account's id, wherever it stands.</summary>
    /// <remarks>Reads the whole audit of the tenant.</remarks>
    public async Task ReplaceAccountAsync(AccountKey account, string replacement, CancellationToken cancellation)
    {
        await foreach (var row in _runs.QueryAsync(Partition(account.Tenant), new RowRange("0", "~"), cancellation))
        {
            if (Read(row) is { } entry && entry.AccountId == account.AccountId)
            {
                var replaced = Json(entry with { AccountId = replacement });
                // Rows are only ever deleted by others, and then there is nothing to replace.
                await _runs.WriteAsync(
                    row.PartitionKey,
                    [EntityChange.Replace(row.RowKey, replaced, row.ETag)],
                    cancellation
                );
            }
        }
    }

    private static RowRange Rest(RowRange range, string? after) => after is null ? range : range.After(after);

    internal static string Partition(string tenant) => EntityKey.Of(tenant, "audit");

    private static string Key(AuditEntry entry) => EntityKey.Of(ResultKeys.Newest(entry.At), entry.Id);

    private static AuditEntry Read(Entity row) => row.Read(AuditJson.Plain.AuditEntry);

    private static byte[] Json(AuditEntry entry) =>
        JsonSerializer.SerializeToUtf8Bytes(entry, AuditJson.Plain.AuditEntry);

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "The audit's entry of a {Action} could not be written; it goes with the next that can"
        )]
        public static partial void NotWritten(ILogger logger, Exception exception, string action);

        [LoggerMessage(LogLevel.Error, "The audit's entry of a {Action} is lost: too many could not be written")]
        public static partial void Lost(ILogger logger, Exception exception, string action);
    }
}
