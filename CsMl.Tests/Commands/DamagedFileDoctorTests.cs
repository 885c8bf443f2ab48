using CsMl.Local.Commands;

namespace CsMl.Tests.Commands;

/// <summary>What the doctor says of the file, beside its rows.</summary>
public sealed class DamagedFileDoctorTests
{
    [Fact]
    public async Task Damaged_indexes_are_told_with_what_to_do_and_made_again_when_asked_to()
    {
        using var store = await StoreFile.CreateAsync(accounts: 1);
        store.Change(
            "PRAGMA writable_schema = 1; CREATE TABLE spare AS SELECT * FROM sqlite_master WHERE name = 'messages_by_time'; DELETE FROM sqlite_master WHERE name = 'messages_by_time'"
        );
        store.Change("INSERT INTO messages VALUES (1, 'q', 1, 1, 0, '', x'')");
        store.Change("PRAGMA writable_schema = 1; INSERT INTO sqlite_master SELECT * FROM spare; DROP TABLE spare");

        var told = await RunAsync(store);

        Assert.Equal(ExitCode.Damaged, told.ExitCode);
        Assert.Contains("`doctor --repair` makes them again", told.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("0 repaired", told.Output, StringComparison.Ordinal);
        Assert.Contains("`doctor --repair` puts ", told.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await RunAsync(store, "--repair")).ExitCode);
        Assert.Equal("Nothing is wrong.\n", (await RunAsync(store)).Output);
    }

    [Fact]
    public async Task A_lost_table_of_messages_is_told()
    {
        using var store = await StoreFile.CreateAsync(accounts: 1);
        store.Change("DROP TABLE messages");

        var told = await RunAsync(store);

        Assert.Equal(ExitCode.Damaged, told.ExitCode);
        Assert.StartsWith("file: The table of messages was missing", told.Output, StringComparison.Ordinal);
    }

    private static Task<CommandRun> RunAsync(StoreFile store, params string[] arguments) =>
        CommandRun.OfAsync(DoctorCommand.Create(), ["--data", store.Folder, .. arguments]);
}
