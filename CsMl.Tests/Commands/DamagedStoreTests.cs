using System.CommandLine;
using CsMl.Local.Commands;

namespace CsMl.Tests.Commands;

/// <summary>A damaged file is a sentence and an exit code of its own, and never a trace.</summary>
public sealed class DamagedStoreTests
{
    private const int PageSize = 8192;

    public static TheoryData<string> Commands => ["serve", "nightly", "import", "doctor"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_file_that_is_no_database_is_named(string command)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("csml.db");
        var garbage = new byte[100_000];
        new Random(1).NextBytes(garbage);
        await File.WriteAllBytesAsync(path, garbage);

        await IsDamagedAsync(command, folder.File("."));

        Assert.Equal(garbage, await File.ReadAllBytesAsync(path));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_file_that_was_cut_off_is_named(string command)
    {
        using var store = await StoreFile.CreateAsync();
        await using (var file = File.Open(store.Path, FileMode.Open))
        {
            file.SetLength(file.Length / 2);
        }

        await IsDamagedAsync(command, store.Folder);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_database_of_another_program_is_named(string command)
    {
        using var store = await StoreFile.CreateAsync(accounts: 1);
        store.Change("DROP TABLE accounts; CREATE TABLE accounts (id INTEGER, owner TEXT)");

        await IsDamagedAsync(command, store.Folder);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_database_of_another_program_with_tables_of_other_names_stays_as_it_is(string command)
    {
        using var store = await StoreFile.CreateAsync(accounts: 1);
        store.Change("DROP TABLE accounts; DROP TABLE results; DROP TABLE runs; CREATE TABLE notes (id INTEGER)");

        await IsDamagedAsync(command, store.Folder);

        store.Change("CREATE TABLE accounts (id INTEGER)");
    }

    [Fact]
    public async Task Rows_that_are_no_JSON_are_a_sentence()
    {
        using var store = await StoreFile.CreateAsync();
        Assert.NotEqual(0, store.Change("UPDATE results SET json = x'7b' WHERE row_key LIKE 'r~%'"));

        var serve = await RunAsync("serve", store.Folder);

        Assert.Equal(ExitCode.Damaged, serve.ExitCode);
        Assert.StartsWith("A row of the store is damaged", serve.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_folder_in_place_of_the_file_is_named(string command)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("csml.db"));

        await IsToldAsync(
            command,
            folder.File("."),
            "^There is a folder .*csml.db where a file of the database should be"
        );
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_folder_in_place_of_the_log_is_named(string command)
    {
        using var store = await StoreFile.CreateAsync(accounts: 1);
        File.Delete(store.Path + "-wal");
        Directory.CreateDirectory(store.Path + "-wal");

        await IsToldAsync(command, store.Folder, "^There is a folder .*csml.db-wal where");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_link_to_nothing_is_named_and_followed_by_nobody(string command)
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder.File("csml.db"), folder.File("elsewhere.db"));

        await IsToldAsync(
            command,
            folder.File("."),
            "^The database file .*csml.db is a link to .*elsewhere.db, which is not there"
        );

        Assert.False(File.Exists(folder.File("elsewhere.db")));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_header_that_lets_nobody_write_is_damage(string command)
    {
        using var store = await StoreFile.CreateAsync(accounts: 1);
        store.Change("PRAGMA wal_checkpoint(TRUNCATE)");
        await using (var file = File.Open(store.Path, FileMode.Open))
        {
            file.Position = 18;
            file.WriteByte(3);
        }

        await IsDamagedAsync(command, store.Folder);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(99)]
    [InlineData(-1)]
    public async Task A_file_of_another_version_is_refused(int version)
    {
        using var store = await StoreFile.CreateAsync(accounts: 1);
        store.Change($"PRAGMA user_version = {version}");
        foreach (var command in Commands)
        {
            await IsToldAsync(command, store.Folder, $"^The database file .*csml.db has the format {version}, which");
        }
    }

    [Theory]
    [InlineData("ALTER TABLE results RENAME TO kept; CREATE VIEW results AS SELECT * FROM kept")]
    [InlineData("DROP TABLE results")]
    [InlineData("DROP TABLE runs")]
    public async Task A_file_that_lacks_a_table_gets_no_empty_one(string harm)
    {
        using var store = await StoreFile.CreateAsync(accounts: 1);
        store.Change(harm);
        foreach (var command in Commands)
        {
            await IsToldAsync(command, store.Folder, "^The database file .*csml.db (is|lacks a table, and is) damaged");
        }
    }

    /// <summary>Bytes anywhere in the file: the night comes to its end or says that the file is damaged.</summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_file_that_is_overwritten_anywhere_ends_no_command_with_a_trace()
    {
        using var store = await StoreFile.CreateAsync();
        // Everything into the file itself.
        store.Change("PRAGMA wal_checkpoint(TRUNCATE)");
        var whole = await File.ReadAllBytesAsync(store.Path);
        var damaged = 0;
        var random = new Random(2);
        store.Clock.Advance(TimeSpan.FromDays(1));
        for (var page = 1; page < whole.Length / PageSize; page += 1 + (whole.Length / PageSize / 16))
        {
            foreach (var command in (string[])["nightly", "doctor"])
            {
                var bytes = whole.ToArray();
                random.NextBytes(bytes.AsSpan(page * PageSize, PageSize));
                await File.WriteAllBytesAsync(store.Path, bytes);
                File.Delete(store.Path + "-wal");
                File.Delete(store.Path + "-shm");

                var run = await RunAsync(command, store.Folder, store.Clock);

                Assert.Contains(run.ExitCode, (int[])[ExitCode.Done, ExitCode.Incomplete, ExitCode.Damaged]);
                Assert.DoesNotContain("   at ", run.Error + run.Output, StringComparison.Ordinal);
                damaged += run.ExitCode == ExitCode.Damaged ? 1 : 0;
            }
        }

        Assert.NotEqual(0, damaged);
    }

    private static async Task IsToldAsync(string command, string folder, string said)
    {
        var run = await RunAsync(command, folder);

        Assert.True(run.ExitCode == ExitCode.Damaged, $"{command}: {run}");
        Assert.Matches(said, run.Error);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    private static async Task IsDamagedAsync(string command, string folder)
    {
        var run = await RunAsync(command, folder);

        Assert.True(run.ExitCode == ExitCode.Damaged, $"{run}");
        // Nobody is sent in a circle.
        Assert.Equal(command != "doctor", run.Error.Contains("`doctor`", StringComparison.Ordinal));
        Assert.Matches("^The database file .*csml.db is damaged, or no database of this app: .*\\.\n$", run.Error);
    }

    private static async Task<CommandRun> RunAsync(string command, string folder, TimeProvider? clock = null)
    {
        using var accounts = new TemporaryFile("""{"accountId":"1","name":"Acme"}""");
        clock ??= TimeProvider.System;
        (Command Command, string[] Arguments) call = command switch
        {
            "serve" => (ServeCommand.Create(clock), ["--urls", "http://127.0.0.1:0"]),
            "nightly" => (NightlyCommand.Create(clock), []),
            "import" => (ImportCommand.Create(clock), [accounts.Path]),
            _ => (DoctorCommand.Create(), []),
        };
        return await CommandRun.OfAsync(call.Command, [.. call.Arguments, "--data", folder]);
    }
}
