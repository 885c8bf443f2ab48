using CsMl.Local.Commands;

namespace CsMl.Tests.Commands;

/// <summary>The doctor reads every row by its kind.</summary>
public sealed class UnreadableRowTests
{
    private static readonly string Deep = new('[', 5000);

    /// <summary>Each with the kind of row that no bytes but the app's may stand in.</summary>
    public static TheoryData<string, string> Spared =>
        new()
        {
            { "a", "that counts for accuracy" },
            { "l", "An event of a CTA" },
            { "w", "was based on" },
            { "y", "list of changes" },
        };

    /// <summary>Rows of kinds that the store has none of, by their keys.</summary>
    public static TheoryData<string, string> Others =>
        new()
        {
            { "h~123~CHURN~1~p", "A past prediction" },
            { "k~123~c", "What is known of a CTA in the CRM" },
            { "o~123~0638000000000000000~TERM", "What became of an account" },
            { "o~123~0", "What became of an account" },
            { "q~123~c~000000001", "only its key counts" },
            { "b~123", "only its key counts" },
            { "u~123~c", "Why the CRM refused" },
            { "v~soon~123~123", "when accounts are validated" },
        };

    [Theory]
    [MemberData(nameof(Spared))]
    public async Task Rows_that_cannot_be_read_and_that_the_app_does_without_are_told_and_deleted_when_asked_to(
        string kind,
        string said
    )
    {
        using var store = await StoreFile.CreateAsync();
        foreach (var json in (string[])["'{'", "'{}'", "'[]'", "x''", $"'{Deep}'", "substr(json, 1, length(json) / 2)"])
        {
            var harm =
                $"UPDATE results SET json = {json} WHERE row_key = (SELECT MIN(row_key) FROM results WHERE row_key LIKE '{kind}~%')";
            Assert.Equal(1, store.Change(harm));
            var harmed = store.Rows();

            var told = await RunAsync(store);

            Assert.Equal(ExitCode.Damaged, told.ExitCode);
            Assert.Contains(said, told.Output, StringComparison.Ordinal);
            Assert.Contains($" {kind}~", told.Output, StringComparison.Ordinal);
            Assert.Equal(harmed, store.Rows());
            Assert.Equal(ExitCode.Done, (await RunAsync(store, "--repair")).ExitCode);
            Assert.Equal(harmed.Count - 1, store.Rows().Count);
            Assert.Equal("Nothing is wrong.\n", (await RunAsync(store)).Output);
        }
    }

    [Fact]
    public async Task A_latest_prediction_that_is_deleted_is_made_again_by_the_next_night()
    {
        using var store = await StoreFile.CreateAsync();
        Assert.Equal(1, store.Change("UPDATE results SET json = '{' WHERE row_key = 'p~123~CHURN'"));
        Assert.Contains("The prediction cannot be read", (await RunAsync(store)).Output, StringComparison.Ordinal);

        var repaired = await RunAsync(store, "--repair");

        Assert.Contains("Repaired.", repaired.Output, StringComparison.Ordinal);
        store.Clock.Advance(TimeSpan.FromDays(1));
        var night = await CommandRun.OfAsync(NightlyCommand.Create(store.Clock), "--data", store.Folder);
        Assert.True(night.ExitCode == ExitCode.Done, $"{night}");
        Assert.Equal(1, store.Change("UPDATE results SET version = version + 1 WHERE row_key = 'p~123~CHURN'"));
        Assert.Equal(ExitCode.Done, (await RunAsync(store, "--repair")).ExitCode);
        Assert.Equal("Nothing is wrong.\n", (await RunAsync(store)).Output);
    }

    [Fact]
    public async Task Rows_of_which_only_the_key_counts_are_written_again()
    {
        using var store = await StoreFile.CreateAsync();
        var whole = store.Rows();
        Assert.NotEqual(0, store.Change("UPDATE results SET json = '[' WHERE row_key LIKE 'v~%'"));

        Assert.Contains("when accounts are validated", (await RunAsync(store)).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await RunAsync(store, "--repair")).ExitCode);
        Assert.Equal(whole, store.Rows());
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Rows_of_every_kind_are_read(string key, string said)
    {
        using var store = await StoreFile.CreateAsync();
        Assert.Equal(
            1,
            store.Change(
                $"INSERT INTO results SELECT partition_key, '{key}', 1, '[' FROM accounts WHERE row_key = '123~0'"
            )
        );

        var told = await RunAsync(store);

        Assert.Equal(ExitCode.Damaged, told.ExitCode);
        Assert.Contains(said, told.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await RunAsync(store, "--repair")).ExitCode);
        Assert.Equal("Nothing is wrong.\n", (await RunAsync(store)).Output);
    }

    [Theory]
    [InlineData("settings", "settings", "accounts", "The tenant's settings")]
    [InlineData("erased", "t~1", "accounts", "The mark of an erased account")]
    [InlineData("audit", "1~a", "runs", "An entry of the audit log")]
    [InlineData("learning", "version~1", "runs", "What was learned")]
    [InlineData("keys", "00", "runs", "The answer to a request")]
    [InlineData("closed", "last", "runs", "What was kept of the last run")]
    [InlineData("closed", "closing", "runs", "What was kept of the last run")]
    public async Task Rows_beside_the_results_are_read(string partition, string key, string table, string said)
    {
        using var store = await StoreFile.CreateAsync(accounts: 1);
        store.Change($"DELETE FROM {table} WHERE partition_key = 'default~{partition}'");
        store.Change($"INSERT INTO {table} VALUES ('default~{partition}', '{key}', 1, '[')");

        var told = await RunAsync(store);

        Assert.Equal(ExitCode.Damaged, told.ExitCode);
        Assert.Contains(said, told.Output, StringComparison.Ordinal);
    }

    private static Task<CommandRun> RunAsync(StoreFile store, params string[] arguments) =>
        CommandRun.OfAsync(DoctorCommand.Create(), ["--data", store.Folder, .. arguments]);
}
