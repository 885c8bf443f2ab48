using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Health;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

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
    Tables tables,
    IOptions<HealthOptions> health,
    ILogger<SyncAccounts> log
)
{
    private const string CursorRow = "cursor";

    private readonly IEntityTable _accounts = tables.Accounts;

    /// <exception cref="CrmException">
    /// The source did not respond; the pages already read are kept.
    /// </exception>
    public async Task RunAsync(string tenant, CancellationToken cancellation)
    {
        var saved = await FindAsync(tenant, cancellation);
        var cursor = saved is null
            ? null
            : JsonSerializer.Deserialize(saved.Json.Span, CrmJson.Plain.SyncCursor)!.Cursor;
        while (true)
        {
            var asked = index.CurrentRevision;
            var page = await ReadAsync(tenant, cursor, cancellation);
            if (page.IsEmpty && page.Cursor == cursor)
            {
                return;
            }

            await StoreAsync(tenant, page, asked, cancellation);
            if (await TrySaveAsync(tenant, page.Cursor, saved, cancellation))
            {
                cursor = page.Cursor;
                if (!page.HasMore)
                {
                    return;
                }
            }

            // If the cursor was not saved, another sync ran meanwhile, and this page may have overwritten newer facts
            // that it wrote. So the page is read again from the same cursor.
            saved = await FindAsync(tenant, cancellation);
        }
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
    /// since the page was requested may be newer than the page, so it is fetched individually.
    /// </summary>
    private async Task StoreAsync(string tenant, AccountPage page, long asked, CancellationToken cancellation)
    {
        var scale = health.Value.ScaleOf(tenant);
        var storable = new List<AccountFacts>();
        foreach (var facts in page.Changed.Where(facts => AccountId.IsValid(facts.AccountId)))
        {
            storable.Add(scale.Convert(await ownCtas.TakeOutAsync(tenant, facts, cancellation)));
        }

        var refused = await index.UpdateManyAsync(tenant, storable, asked, cancellation);
        foreach (var (id, _) in refused.Where(r => r.Value == PutRefusal.Overtaken))
        {
            await fetch.RunAsync(new AccountKey(tenant, id), cancellation);
        }

        foreach (var id in page.Removed.Where(id => AccountId.IsValid(id)))
        {
            await remove.RunAsync(new AccountKey(tenant, id), cancellation);
        }

        var leftOut = page.Changed.Count - storable.Count + refused.Count(r => r.Value == PutRefusal.TooLarge);
        if (leftOut > 0)
        {
            LeftOut(log, leftOut);
        }
    }

    /// <summary>False if another sync saved its cursor since.</summary>
    private async Task<bool> TrySaveAsync(string tenant, string? cursor, Entity? before, CancellationToken cancellation)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new SyncCursor(cursor), CrmJson.Plain.SyncCursor);
        var change = before is null
            ? EntityChange.Insert(CursorRow, json)
            : EntityChange.Replace(CursorRow, json, before.ETag);
        return (await _accounts.WriteAsync(Partition(tenant), [change], cancellation)).Succeeded;
    }

    private Task<Entity?> FindAsync(string tenant, CancellationToken cancellation) =>
        _accounts.FindAsync(Partition(tenant), CursorRow, cancellation);

    private static string Partition(string tenant) => EntityKey.Of(tenant, "sync");

    [LoggerMessage(
        LogLevel.Warning,
        "{Count} accounts of the CRM were left out: their ids are not valid, or their facts are too large"
    )]
    private static partial void LeftOut(ILogger log, int count);
}
