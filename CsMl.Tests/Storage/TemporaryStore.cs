using CsMl.Core.Storage;
using CsMl.Local.Storage;

namespace CsMl.Tests.Storage;

/// <summary>Tables in a file of one test's own.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;

    public TemporaryStore()
    {
        _database = new SqliteDatabase(_folder.File("csml.db"));
        Tables = _database.Tables();
    }

    public Tables Tables { get; }

    public static async Task<List<Entity>> RowsAsync(IEntityTable table, string tenant)
    {
        var rows = new List<Entity>();
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            await foreach (var row in table.QueryAsync(Bucket.Partition(tenant, bucket), RowRange.All, default))
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }
}
