using System.Text;
using CsMl.Core.Storage;
using CsMl.Local.Storage;
using Microsoft.Data.Sqlite;

namespace CsMl.Tests.Erasure;

/// <summary>What is left in the embedded store's files of rows that were deleted or replaced.</summary>
public sealed class OverwrittenRowsTests : IDisposable
{
    private const string Mark = "zqmark";

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Of_thousands_of_rows_that_came_and_went_nothing_can_be_read()
    {
        using var database = new SqliteDatabase(_folder.File("csml.db"));
        var table = database.Tables().Results;
        await WriteAsync(table, "a", Mark, rows: 2_000);
        await WriteAsync(table, "b", "other", rows: 2_000);
        await WriteAsync(table, "a", "replaced", rows: 1_000);
        Assert.Contains(Mark, Text(), StringComparison.Ordinal);

        await DeleteAsync(table, "a", rows: 2_000);
        Assert.True(await table.ForgetDeletedAsync(None));

        Assert.DoesNotContain(Mark, Text(), StringComparison.Ordinal);
        Assert.Contains("other", Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_of_an_earlier_version_is_rewritten_once()
    {
        using (var first = new SqliteDatabase(_folder.File("csml.db")))
        {
            await WriteAsync(first.Tables().Results, "a", "first", rows: 10);
        }

        // An earlier version left what it deleted in the file.
        using (var connection = new SqliteConnection($"Data Source={_folder.File("csml.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"""
                PRAGMA user_version = 0; PRAGMA secure_delete = OFF;
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
                INSERT INTO results SELECT 'c', 'k' || i, 1, '{Mark}' || i FROM n;
                DELETE FROM results WHERE partition_key = 'c';
                """;
            command.ExecuteNonQuery();
        }

        using var database = new SqliteDatabase(_folder.File("csml.db"));
        Assert.Contains(Mark, Text(), StringComparison.Ordinal);

        Assert.True(await database.Tables().Results.ForgetDeletedAsync(None));

        Assert.DoesNotContain(Mark, Text(), StringComparison.Ordinal);
        Assert.NotNull(await database.Tables().Results.FindAsync("a", "0005", None));
    }

    private static async Task WriteAsync(IEntityTable table, string partition, string text, int rows)
    {
        var random = new Random(7);
        foreach (var some in Enumerable.Range(0, rows).Chunk(100))
        {
            await table.WriteAsync(
                partition,
                [
                    .. some.Select(i =>
                        EntityChange.Upsert(
                            $"{i:0000}",
                            Encoding.UTF8.GetBytes(text + new string('x', random.Next(20_000)) + text)
                        )
                    ),
                ],
                None
            );
        }
    }

    private static async Task DeleteAsync(IEntityTable table, string partition, int rows)
    {
        foreach (var some in Enumerable.Range(0, rows).Chunk(100))
        {
            await table.WriteAsync(partition, [.. some.Select(i => EntityChange.Delete($"{i:0000}"))], None);
        }
    }

    /// <summary>The bytes of all the store's files.</summary>
    private string Text() =>
        string.Concat(
            Directory
                .GetFiles(_folder.File("."), "csml.db*")
                .Select(file =>
                {
                    using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                    using var reader = new StreamReader(content, Encoding.Latin1);
                    return reader.ReadToEnd();
                })
        );

    public void Dispose() => _folder.Dispose();
}
