using System.Text.Json;
using CsMl.Core.Ctas;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Crm;

/// <summary>The playbooks of the embedded CRM. A tenant has few, so they are read together.</summary>
public sealed partial class PlaybookStore(Tables tables, ILogger<PlaybookStore> log)
{
    private readonly IEntityTable _accounts = tables.Accounts;
    private readonly OptimisticWriter _turns = new();

    /// <summary>In order of creation.</summary>
    public async Task<IReadOnlyList<Playbook>> ListAsync(string tenant, CancellationToken cancellation)
    {
        var playbooks = new List<Playbook>();
        await foreach (var row in _accounts.QueryAsync(Partition(tenant), new RowRange("0", "~"), cancellation))
        {
            playbooks.Add(Read(row).Playbook);
        }

        return playbooks;
    }

    /// <summary>Null if there is no such playbook.</summary>
    public async Task<StoredPlaybook?> FindAsync(string tenant, string playbookId, CancellationToken cancellation) =>
        await _accounts.FindAsync(Partition(tenant), playbookId, cancellation) is { } row ? Read(row) : null;

    public async Task AddAsync(string tenant, Playbook playbook, CancellationToken cancellation) =>
        await _accounts.WriteAsync(
            Partition(tenant),
            [EntityChange.Insert(playbook.Id, Json(playbook, version: 1))],
            cancellation
        );

    /// <summary>False if the playbook was changed or deleted meanwhile.</summary>
    public async Task<bool> ReplaceAsync(
        string tenant,
        StoredPlaybook before,
        Playbook after,
        int version,
        CancellationToken cancellation
    )
    {
        var change = EntityChange.Replace(after.Id, Json(after, version), before.ETag);
        return (await _accounts.WriteAsync(Partition(tenant), [change], cancellation)).Succeeded;
    }

    /// <summary>
    /// False if the playbook was changed or deleted meanwhile. CTAs created from it keep their tasks.
    /// </summary>
    public async Task<bool> DeleteAsync(string tenant, StoredPlaybook playbook, CancellationToken cancellation)
    {
        var change = EntityChange.Delete(playbook.Playbook.Id, playbook.ETag);
        return (await _accounts.WriteAsync(Partition(tenant), [change], cancellation)).Succeeded;
    }

    /// <summary>
    /// Counts one more CTA. The count is in another partition than the CTA, so they cannot be written in one
    /// transaction, and a use may be missed. The count only affects the order of playbooks, so a failure does not fail
    /// the call.
    /// </summary>
    public async Task CountUseAsync(string tenant, string playbookId, CancellationToken cancellation)
    {
        try
        {
            await _turns.UntilWrittenAsync(EntityKey.Of(tenant, playbookId), TryCountAsync, cancellation);
        }
        catch (StorageUnavailableException e)
        {
            NotCounted(log, e);
        }

        async Task<object?> TryCountAsync()
        {
            if (await FindAsync(tenant, playbookId, cancellation) is not { } stored)
            {
                // The playbook was deleted.
                return playbookId;
            }

            var counted = stored.Playbook with { TimesUsed = stored.Playbook.TimesUsed + 1 };
            // The version stays the same, so that counting a use does not conflict with a caller's edit.
            return await ReplaceAsync(tenant, stored, counted, stored.Version, cancellation) ? counted : null;
        }
    }

    internal static string Partition(string tenant) => EntityKey.Of(tenant, "playbooks");

    private static StoredPlaybook Read(Entity row)
    {
        var (playbook, version) = row.Read(CrmJson.Plain.PlaybookRow);
        return new StoredPlaybook(playbook, version, row.ETag);
    }

    private static byte[] Json(Playbook playbook, int version) =>
        JsonSerializer.SerializeToUtf8Bytes(new PlaybookRow(playbook, version), CrmJson.Plain.PlaybookRow);

    [LoggerMessage(LogLevel.Warning, "A CTA was made with a playbook whose use could not be counted")]
    private static partial void NotCounted(ILogger log, Exception e);
}
