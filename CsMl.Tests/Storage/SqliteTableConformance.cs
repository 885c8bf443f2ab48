using CsMl.Core.Storage;
using CsMl.Local.Storage;

namespace CsMl.Tests.Storage;

public sealed class SqliteTableConformance : EntityTableConformance, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;

    public SqliteTableConformance() => _database = new SqliteDatabase(_folder.File("conformance.db"));

    protected override Tables Tables => _database.Tables();

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }
}
