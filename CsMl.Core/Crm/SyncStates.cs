using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Storage;

namespace CsMl.Core.Crm;

/// <summary>Stores the state of each tenant's syncs, in the row beside the cursor, and takes accounts out of both.</summary>
public sealed class SyncStates(Tables tables)
{
    internal const string CursorRow = "cursor";

    internal const string StateRow = "state";

    private static readonly SyncState None = new();

    private readonly OptimisticWriter _turns = new();

    public async Task<SyncState> FindAsync(string tenant, CancellationToken cancellation) =>
        Read(await tables.Accounts.FindAsync(Partition(tenant), StateRow, cancellation));

    internal static string Partition(string tenant) => EntityKey.Of(tenant, "sync");

    /// <param name="change">Called again if another sync changed the state meanwhile.</param>
    internal Task<SyncState> ChangeAsync(
        string tenant,
        Func<SyncState, SyncState> change,
        CancellationToken cancellation
    )
    {
        return _turns.UntilWrittenAsync(tenant, TryChangeAsync, cancellation);

        async Task<SyncState?> TryChangeAsync()
        {
            var before = await tables.Accounts.FindAsync(Partition(tenant), StateRow, cancellation);
            var old = Read(before);
            var state = change(old);
            if (ReferenceEquals(state, old))
            {
                return state;
            }

            var json = JsonSerializer.SerializeToUtf8Bytes(state, CrmJson.Plain.SyncState);
            var write = before is null
                ? EntityChange.Insert(StateRow, json)
                : EntityChange.Replace(StateRow, json, before.ETag);
            return (await tables.Accounts.WriteAsync(Partition(tenant), [write], cancellation)).Succeeded
                ? state
                : null;
        }
    }

    /// <summary>
    /// Takes an account that was erased out of the state. Where the position names it, too, that is deleted, so that the
    /// next sync reads every account. Returns the number of rows changed.
    /// </summary>
    internal async Task<int> ForgetAsync(AccountKey account, CancellationToken cancellation)
    {
        var (tenant, id) = account;
        var before = await FindAsync(tenant, cancellation);
        var after = await ChangeAsync(tenant, state => state.Without(id), cancellation);
        var forgotten = after.Failures.Count < before.Failures.Count ? 1 : 0;
        var cursor = await tables.Accounts.FindAsync(Partition(tenant), CursorRow, cancellation);
        if (
            cursor is null
            || cursor.Read(CrmJson.Plain.SyncCursor).Cursor is not { } position
            || !position.Contains($"\"{id}\"", StringComparison.Ordinal)
        )
        {
            return forgotten;
        }

        await tables.Accounts.WriteAsync(Partition(tenant), [EntityChange.Delete(CursorRow)], cancellation);
        return forgotten + 1;
    }

    private static SyncState Read(Entity? row) => row is null ? None : row.Read(CrmJson.Plain.SyncState);
}
