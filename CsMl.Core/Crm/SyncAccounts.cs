using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Settings;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Crm;

/// <summary>
/// Updates the index with the changes of the source, page by page. The cursor is saved after each page, so that an
/// interrupted sync continues after the last page that it completed.
/// </summary>
public sealed partial class SyncAccounts(
    IAccountSource source,
    AccountIndex index,
    FetchAccount fetch,
    RemoveAccount remove,
    OwnCtas ownCtas,
    SyncStates states,
    ErasedAccounts erased,
    Tables tables,
    TenantSettings settings,
    TimeProvider time,
    ILogger<SyncAccounts> log
)
{
    /// <summary>
    /// Longest work of one call, well before the host's time-out (functionTimeout in host.json). A full sync takes
    /// several calls.
    /// </summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(4);

    private const string TooLarge = "The facts are larger than an account may be.";

    private const string Damaged =
        "What is stored of it is damaged: the command `doctor` says what to do. Start a full sync then.";

    private readonly IEntityTable _accounts = tables.Accounts;

    /// <summary>Forgets the position, so that the next sync reads every account.</summary>
    public Task RestartAsync(string tenant, CancellationToken cancellation) =>
        _accounts.WriteAsync(Partition(tenant), [EntityChange.Delete(SyncStates.CursorRow)], cancellation);

    /// <returns>False if the time limit was reached; another call continues.</returns>
    /// <exception cref="CrmException">The source did not respond; the pages already read are kept.</exception>
    public async Task<bool> RunAsync(string tenant, CancellationToken cancellation)
    {
        if (source.IsIndex)
        {
            return true;
        }

        var begun = time.GetUtcNow();
        try
        {
            if (!await ReadPagesAsync(tenant, cancellation))
            {
                return false;
            }

            await states.ChangeAsync(tenant, state => state.Completed(begun, source.Origin(tenant)), cancellation);
            return true;
        }
        catch (CrmException e)
        {
            await states.ChangeAsync(tenant, state => state.Failed(begun, e.Message), cancellation);
            throw;
        }
    }

    private async Task<bool> ReadPagesAsync(string tenant, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        var saved = await FindAsync(tenant, cancellation);
        var (cursor, isResumed) = PositionOf(tenant, saved);
        while (true)
        {
            var asked = index.CurrentRevision;
            var page = await ReadAsync(tenant, cursor, cancellation);
            if (page.IsEmpty && page.Cursor == cursor)
            {
                return true;
            }

            await StoreAsync(tenant, page, asked, cancellation);
            if (await TrySaveAsync(tenant, page, saved, cancellation))
            {
                cursor = page.Cursor;
                // Pages of before an interruption may have changed since, even if the source has no more after them.
                var isComplete = !page.HasMore && !isResumed;
                if (isComplete || time.GetElapsedTime(begun) > MostTime)
                {
                    return isComplete;
                }

                isResumed &= page.HasMore;
            }

            // If the cursor was not saved, another sync ran meanwhile, and this page may have overwritten newer facts
            // that it wrote. So the page is read again from the same cursor.
            saved = await FindAsync(tenant, cancellation);
            cursor = saved is null ? null : cursor;
        }
    }

    /// <summary>No cursor if there is none, or it belongs to another origin; whether its sync was interrupted.</summary>
    private (string? Cursor, bool IsResumed) PositionOf(string tenant, Entity? saved)
    {
        var position = saved is null ? null : saved.Read(CrmJson.Plain.SyncCursor);
        return position?.Origin == source.Origin(tenant) ? (position.Cursor, position.HasMore) : (null, false);
    }

    private async Task<AccountPage> ReadAsync(string tenant, string? cursor, CancellationToken cancellation)
    {
        var page = await CrmException.CallAsync(
            () => source.ListChangedAsync(tenant, cursor, cancellation),
            cancellation
        );
        return page.HasMore && page.Cursor == cursor
            ? throw new CrmException("The CRM promised another page without a new cursor.")
            : page;
    }

    /// <summary>
    /// Stores a page. An account that cannot be stored is skipped and does not stop the others. An account written
    /// since the page was requested may be newer than the page, so it is fetched individually, also before it is removed.
    /// </summary>
    private async Task StoreAsync(string tenant, AccountPage page, long asked, CancellationToken cancellation)
    {
        var scale = (await settings.OfAsync(tenant, cancellation)).Health;
        var storable = new List<AccountFacts>();
        var failed = page.Failed.ToList();
        foreach (var facts in page.Changed.Where(facts => AccountId.IsValid(facts.AccountId)))
        {
            await TryAsync(
                facts.AccountId,
                async () => storable.Add(scale.Convert(await ownCtas.TakeOutAsync(tenant, facts, cancellation)))
            );
        }

        var refused = await index.UpdateManyAsync(tenant, storable, asked, cancellation);
        foreach (var (id, refusal) in refused)
        {
            if (refusal == PutRefusal.Overtaken)
            {
                await TryAsync(id, () => fetch.RunAsync(new AccountKey(tenant, id), cancellation));
            }
            else if (refusal == PutRefusal.TooLarge)
            {
                failed.Add(new AccountFailure(id, TooLarge));
            }
        }

        foreach (var id in page.Removed.Where(id => AccountId.IsValid(id)))
        {
            await TryAsync(id, () => RemoveAsync(new AccountKey(tenant, id), asked, cancellation));
        }

        var erasedIds = await erased.AmongAsync(
            tenant,
            [.. failed.Select(failure => failure.AccountId).Where(id => AccountId.IsValid(id))],
            cancellation
        );
        failed.RemoveAll(failure => erasedIds.Contains(failure.AccountId));
        await states.ChangeAsync(tenant, state => state.Read(page, failed), cancellation);
        var invalid = page.Changed.Count(facts => !AccountId.IsValid(facts.AccountId));
        if (invalid + failed.Count > 0)
        {
            LeftOut(log, invalid + failed.Count);
        }

        async Task TryAsync(string id, Func<Task> store)
        {
            try
            {
                await store();
            }
            catch (Exception e) when (e is JsonException or InvalidDataException)
            {
                Unreadable(log, e);
                failed.Add(new AccountFailure(id, Damaged));
            }
        }
    }

    private async Task RemoveAsync(AccountKey account, long asked, CancellationToken cancellation)
    {
        var isNewer = (await index.FindIntactVersionAsync(account, cancellation))?.Revision > asked;
        if (!isNewer || await fetch.RunAsync(account, cancellation) is null)
        {
            await remove.RunAsync(account, cancellation);
        }
    }

    /// <summary>False if another sync saved its cursor since.</summary>
    private async Task<bool> TrySaveAsync(
        string tenant,
        AccountPage page,
        Entity? before,
        CancellationToken cancellation
    )
    {
        var position = new SyncCursor(page.Cursor, source.Origin(tenant), page.HasMore);
        var json = JsonSerializer.SerializeToUtf8Bytes(position, CrmJson.Plain.SyncCursor);
        var change = before is null
            ? EntityChange.Insert(SyncStates.CursorRow, json)
            : EntityChange.Replace(SyncStates.CursorRow, json, before.ETag);
        return (await _accounts.WriteAsync(Partition(tenant), [change], cancellation)).Succeeded;
    }

    private Task<Entity?> FindAsync(string tenant, CancellationToken cancellation) =>
        _accounts.FindAsync(Partition(tenant), SyncStates.CursorRow, cancellation);

    private static string Partition(string tenant) => SyncStates.Partition(tenant);

    [LoggerMessage(
        LogLevel.Warning,
        "{Count} accounts of the CRM were left out: they could not be read, their ids are not valid, or their facts are too large"
    )]
    private static partial void LeftOut(ILogger log, int count);

    [LoggerMessage(LogLevel.Error, "An account of the CRM was left out, because what is stored of it cannot be read")]
    private static partial void Unreadable(ILogger log, Exception e);
}
