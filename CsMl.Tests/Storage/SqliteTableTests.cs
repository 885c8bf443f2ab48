using CsMl.Core.Storage;
using CsMl.Local.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace CsMl.Tests.Storage;

/// <summary>What the embedded table does beside what all tables do.</summary>
public sealed class SqliteTableTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("tables.db");

    [Fact]
    public async Task What_was_written_is_there_after_a_restart_and_tags_go_on()
    {
        string tag;
        using (var before = new SqliteDatabase(File))
        {
            await before.Tables().Runs.WriteAsync("p", [EntityChange.Insert("x", "1"u8.ToArray())], None);
            tag = (await before.Tables().Runs.FindAsync("p", "x", None))!.ETag;
        }

        using var after = new SqliteDatabase(File);
        var runs = after.Tables().Runs;

        Assert.Equal(tag, (await runs.FindAsync("p", "x", None))!.ETag);
        Assert.Equal(
            WriteResult.Done,
            await runs.WriteAsync("p", [EntityChange.Replace("x", "2"u8.ToArray(), tag)], None)
        );
        Assert.NotEqual(tag, (await runs.FindAsync("p", "x", None))!.ETag);
    }

    [Fact]
    public async Task Two_openers_of_one_file_never_both_win()
    {
        using var one = new SqliteDatabase(File);
        using var other = new SqliteDatabase(File);
        IEntityTable[] tables = [one.Tables().Results, other.Tables().Results];
        await tables[0].WriteAsync("p", [EntityChange.Insert("x", default)], None);

        for (var round = 0; round < 20; round++)
        {
            var tag = (await tables[1].FindAsync("p", "x", None))!.ETag;
            var results = await Task.WhenAll(
                Enumerable
                    .Range(0, 10)
                    .Select(i =>
                        Task.Run(() => tables[i % 2].WriteAsync("p", [EntityChange.Replace("x", default, tag)], None))
                    )
            );
            Assert.Single(results, result => result.Succeeded);
        }
    }

    [Fact]
    public async Task A_file_that_another_process_keeps_locked_is_unavailable_for_writes_and_readable()
    {
        using var database = new SqliteDatabase(File, busyTimeout: TimeSpan.FromMilliseconds(1));
        var results = database.Tables().Results;
        await results.WriteAsync("p", [EntityChange.Insert("x", "1"u8.ToArray())], None);
        await using var other = new SqliteConnection($"Data Source={File};Pooling=False");
        await other.OpenAsync();
        await Execute(other, "BEGIN IMMEDIATE");

        await Assert.ThrowsAsync<StorageUnavailableException>(() =>
            results.WriteAsync("p", [EntityChange.Upsert("x", "2"u8.ToArray())], None)
        );
        Assert.Equal("1"u8.ToArray(), (await results.FindAsync("p", "x", None))!.Json.ToArray());

        await Execute(other, "ROLLBACK");
        Assert.Equal(
            WriteResult.Done,
            await results.WriteAsync("p", [EntityChange.Upsert("x", "2"u8.ToArray())], None)
        );
    }

    [Fact]
    public async Task A_query_that_is_held_open_keeps_no_lock_and_the_log_can_be_emptied()
    {
        using var database = new SqliteDatabase(File);
        var results = database.Tables().Results;
        await results.WriteAsync("p", [EntityChange.Insert("a", default), EntityChange.Insert("b", default)], None);
        await using var rows = results.QueryAsync("p", new RowRange("a", "z"), None).GetAsyncEnumerator();
        Assert.True(await rows.MoveNextAsync());

        await using var other = new SqliteConnection($"Data Source={File};Pooling=False");
        await other.OpenAsync();
        await using var checkpoint = other.CreateCommand();
        checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await using var answer = await checkpoint.ExecuteReaderAsync();

        Assert.True(await answer.ReadAsync());
        Assert.Equal(0, answer.GetInt32(0));
    }

    [Fact]
    public async Task A_write_that_waits_for_its_turn_can_be_given_up()
    {
        using var database = new SqliteDatabase(File);
        var results = database.Tables().Results;
        using var caller = new CancellationTokenSource();
        Task<WriteResult>? waiting = null;

        await database.WriteAsync(
            _ =>
            {
                waiting = results.WriteAsync("p", [EntityChange.Upsert("x", default)], caller.Token);
                Assert.False(waiting.IsCompleted);
                caller.Cancel();
                return WriteResult.Done;
            },
            None
        );

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting!);
        Assert.Null(await results.FindAsync("p", "x", None));
    }

    /// <summary>
    /// Who reads changes relies on it that a write is over within its time-out, whatever it has waited for.
    /// </summary>
    [Fact]
    public async Task A_write_that_has_waited_for_its_turn_waits_for_another_process_only_what_is_left()
    {
        var clock = new FakeTimeProvider();
        using var database = new SqliteDatabase(File, TimeSpan.FromSeconds(60), clock);
        Task<long?>? second = null;

        await database.WriteAsync(
            _ =>
            {
                second = database.ChangeAsync(writer => writer.Number("PRAGMA busy_timeout"), None);
                clock.Advance(TimeSpan.FromSeconds(45));
                return WriteResult.Done;
            },
            None
        );

        Assert.Equal(15_000, await second!);
        Assert.Equal(60_000, await database.ChangeAsync(writer => writer.Number("PRAGMA busy_timeout"), None));
    }

    [Fact]
    public async Task A_full_disk_is_an_outage_that_leaves_the_tables_as_they_were()
    {
        using var database = new SqliteDatabase(File);
        var results = database.Tables().Results;
        await results.WriteAsync("p", [EntityChange.Insert("x", "1"u8.ToArray())], None);
        await database.WriteAsync(
            writer =>
            {
                // A cap on the file's pages stands in for the end of the disk.
                writer.Number("PRAGMA max_page_count = 1");
                return WriteResult.Done;
            },
            None
        );

        await Assert.ThrowsAsync<StorageUnavailableException>(() =>
            results.WriteAsync(
                "p",
                [EntityChange.Upsert("x", "2"u8.ToArray()), EntityChange.Insert("y", new byte[300_000])],
                None
            )
        );

        Assert.Equal("1"u8.ToArray(), (await results.FindAsync("p", "x", None))!.Json.ToArray());
        Assert.Equal(
            WriteResult.Done,
            await results.WriteAsync("p", [EntityChange.Upsert("x", "3"u8.ToArray())], None)
        );
    }

    [Fact]
    public async Task A_tag_that_no_table_gave_fits_no_row()
    {
        using var database = new SqliteDatabase(File);
        var results = database.Tables().Results;
        await results.WriteAsync("p", [EntityChange.Insert("x", default)], None);

        foreach (var tag in (string[])["", "*", "-1", "W/\"1\"", "99999999999999999999"])
        {
            Assert.Equal(
                new WriteResult(WriteFailure.Changed, 0),
                await results.WriteAsync("p", [EntityChange.Replace("x", default, tag)], None)
            );
        }
    }

    [Fact]
    public void A_file_in_a_folder_that_is_not_there_is_unavailable()
    {
        Assert.Throws<StorageUnavailableException>(() => new SqliteDatabase(_folder.File("no/such/folder/x.db")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nobody_but_its_user_may_read_or_write_the_file_and_those_beside_it(bool isOld)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode all = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead;
        if (isOld)
        {
            await System.IO.File.WriteAllBytesAsync(File, []);
            System.IO.File.SetUnixFileMode(File, all);
        }

        using var database = new SqliteDatabase(File);
        await database
            .Tables()
            .Results.WriteAsync("p", [EntityChange.Insert("r", "{}"u8.ToArray())], CancellationToken.None);

        foreach (var file in (string[])[File, File + "-wal", File + "-shm"])
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(file));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static async Task Execute(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
