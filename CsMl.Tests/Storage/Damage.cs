using CsMl.Core.Storage;
using CsMl.Tests.Http;

namespace CsMl.Tests.Storage;

/// <summary>Does to stored rows what a fault of a disk does.</summary>
internal static class Damage
{
    /// <summary>Cuts off the first rows of a kind in the half. Returns them as they were.</summary>
    public static async Task<IReadOnlyList<Entity>> HalveAsync(IEntityTable table, string kind, int most = 1)
    {
        var whole = (await ListAsync(table, kind)).Take(most).ToList();
        Assert.NotEmpty(whole);
        foreach (var row in whole)
        {
            await HalveAsync(table, row);
        }

        return whole;
    }

    public static async Task HalveAsync(IEntityTable table, Entity row)
    {
        // Past the record of changes, which reads what is written.
        table = (table as RecordingTable)?.Inner ?? table;
        var half = EntityChange.Replace(row.RowKey, row.Json[..(row.Json.Length / 2)], row.ETag);
        Assert.True((await table.WriteAsync(row.PartitionKey, [half], default)).Succeeded);
    }

    public static async Task<IReadOnlyList<Entity>> ListAsync(IEntityTable table, string kind) =>
        [
            .. (await TemporaryStore.RowsAsync(table, RunningApp.Tenant)).Where(row =>
                row.RowKey.StartsWith(kind, StringComparison.Ordinal)
            ),
        ];
}
