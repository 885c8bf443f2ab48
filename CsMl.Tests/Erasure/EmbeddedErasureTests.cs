using CsMl.Core.Storage;
using CsMl.Local.Storage;
using Microsoft.Data.Sqlite;

namespace CsMl.Tests.Erasure;

public sealed class EmbeddedErasureTests : ErasureSuite, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;

    public EmbeddedErasureTests()
    {
        _database = new SqliteDatabase(_folder.File("csml.db"));
        Tables = _database.Tables();
    }

    protected override Tables Tables { get; }

    protected override Task<IReadOnlyList<string>> AllRowsAsync()
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File("csml.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT partition_key, row_key, json FROM results UNION ALL SELECT partition_key, row_key, json FROM accounts UNION ALL SELECT partition_key, row_key, json FROM runs";
        var rows = new List<string>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add($"{reader[0]} {reader[1]} {System.Text.Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(2))}");
        }

        return Task.FromResult<IReadOnlyList<string>>(rows);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }
}
