using CsMl.Local.Commands;

namespace CsMl.Tests.Commands;

public sealed class DoctorCommandTests
{
    /// <summary>Each with the statement that brings it about, and what the doctor says.</summary>
    public static TheoryData<string, string> Repairable =>
        new()
        {
            { "DELETE FROM results WHERE row_key LIKE 'r~%'", "is missing in the risk index" },
            {
                "UPDATE results SET row_key = replace(row_key, 'r~CHURN~0', 'r~CHURN~1') WHERE row_key LIKE 'r~CHURN~0%'",
                "a probability that is no longer the latest"
            },
            {
                "UPDATE results SET json = replace(json, '\"prediction\":{\"id\":\"', '\"prediction\":{\"id\":\"x') WHERE row_key LIKE 'r~%'",
                "another prediction than the latest"
            },
            {
                "UPDATE results SET json = replace(json, '\"isOpen\":true', '\"isOpen\":false') WHERE row_key LIKE 's~%'",
                "otherwise than its CTA"
            },
            { "DELETE FROM results WHERE row_key LIKE 's~%'", "has no slot" },
            { "DELETE FROM results WHERE row_key LIKE 'd~%'", "is missing in the list over accounts" },
            {
                "UPDATE results SET json = replace(json, '\"priority\":\"', '\"priority\": \"') WHERE row_key LIKE 'd~%'",
                "shows a CTA otherwise than it is"
            },
            {
                "INSERT INTO results SELECT partition_key, replace(row_key, 'd~', 'e~'), 1, json FROM results WHERE row_key LIKE 'd~%'",
                "in a place that is not its own"
            },
            {
                "UPDATE runs SET json = replace(json, '\"done\":1', '\"done\":0') WHERE row_key LIKE 'bucket~%'",
                "The counters are not those of the run's pages"
            },
            { "DELETE FROM runs WHERE row_key LIKE 'bucket~%'", "The counters of the run's pages are missing" },
            {
                "UPDATE runs SET json = replace(json, '\"scored\":60', '\"scored\":61') WHERE row_key LIKE 'nightly-%'",
                "The run's counts are not those of its pages"
            },
            { "DELETE FROM accounts WHERE partition_key = 'tenants'", "not in the list of tenants" },
            {
                "INSERT INTO accounts SELECT partition_key, substr(row_key, 1, length(row_key) - 1) || '01', 1, 'x' FROM accounts WHERE row_key = '123~0'",
                "no longer has"
            },
            // From the copy in the list over accounts.
            { "UPDATE results SET json = '{' WHERE row_key LIKE 'c~%'", "The CTA cannot be read" },
            { "UPDATE results SET json = '{}' WHERE row_key LIKE 'c~%'", "The CTA cannot be read" },
            { "UPDATE results SET json = '{' WHERE row_key LIKE 's~%'", "The slot, which says" },
            { "UPDATE results SET json = '{}' WHERE row_key LIKE 'r~%'", "another prediction than the latest" },
            { "UPDATE results SET json = '[]' WHERE row_key LIKE 'r~%'", "another prediction than the latest" },
            { "UPDATE results SET json = x'' WHERE row_key LIKE 'r~%'", "another prediction than the latest" },
            { $"UPDATE results SET json = '{Deep}' WHERE row_key LIKE 'r~%'", "another prediction than the latest" },
            {
                "UPDATE results SET json = replace(json, '\"probability\":0.', '\"probability\":-1e308, \"was\":0.') WHERE row_key LIKE 'r~%'",
                "another prediction than the latest"
            },
            { "UPDATE accounts SET json = '[' WHERE row_key LIKE '!%'", "is found by its name is damaged" },
        };

    private static readonly string Deep = new('[', 5000);

    public static TheoryData<string, string> Irreparable =>
        new()
        {
            { "DELETE FROM results WHERE row_key LIKE 'p~123~CHURN'", "a prediction that is not there" },
            { "DELETE FROM results WHERE row_key LIKE 'c~%'", "names a CTA that is not there" },
            { "DELETE FROM results WHERE row_key LIKE 'c~%'", "has a CTA in a place that is not its own" },
            {
                "INSERT INTO accounts SELECT partition_key, '9', 1, '{}' FROM accounts WHERE row_key = '123~0'",
                "none of this app's"
            },
            { "INSERT INTO accounts VALUES ('tenants', 'a/b', 1, '{}')", "names no tenant" },
            {
                "INSERT INTO results SELECT partition_key, 'j~123~1~p~kim', 1, '{}' FROM accounts WHERE row_key = '123~0'",
                "The opinion cannot be read"
            },
            {
                "INSERT INTO results SELECT partition_key, 'r~x', 1, '{}' FROM accounts WHERE row_key = '123~0'",
                "none of this app's"
            },
            {
                "INSERT INTO results SELECT partition_key, 'h~x', 1, '{}' FROM accounts WHERE row_key = '123~0'",
                "none of this app's"
            },
        };

    [Fact]
    public async Task Of_a_store_that_is_well_it_says_so()
    {
        using var store = await StoreFile.CreateAsync();
        var before = store.Rows();

        var run = await RunAsync(store, "--repair");

        Assert.Equal((ExitCode.Done, "Nothing is wrong.\n"), (run.ExitCode, run.Output));
        Assert.Equal(before, store.Rows());
    }

    [Fact]
    public async Task Where_there_is_no_store_it_makes_none()
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.OfAsync(DoctorCommand.Create(), "--data", folder.File("nowhere"));

        Assert.Equal(ExitCode.BadArgument, run.ExitCode);
        Assert.StartsWith("There is no store in ", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("nowhere")));
    }

    [Theory]
    [MemberData(nameof(Repairable))]
    public async Task What_follows_from_other_rows_is_told_and_put_right_when_asked_to(string harm, string said)
    {
        using var store = await StoreFile.CreateAsync();
        var whole = store.Rows();
        Assert.NotEqual(0, store.Change(harm));
        var harmed = store.Rows();

        var told = await RunAsync(store);

        Assert.Equal(ExitCode.Damaged, told.ExitCode);
        Assert.Contains(said, told.Output, StringComparison.Ordinal);
        Assert.Contains("`doctor --repair` puts ", told.Output, StringComparison.Ordinal);
        Assert.Equal(harmed, store.Rows());

        var repaired = await RunAsync(store, "--repair");

        Assert.True(repaired.ExitCode == ExitCode.Done, repaired.Output);
        Assert.Contains("Repaired.", repaired.Output, StringComparison.Ordinal);
        Assert.Equal(whole, store.Rows());
        Assert.Equal("Nothing is wrong.\n", (await RunAsync(store)).Output);
    }

    [Theory]
    [MemberData(nameof(Irreparable))]
    public async Task What_follows_from_no_other_row_is_told_and_left_as_it_is(string harm, string said)
    {
        using var store = await StoreFile.CreateAsync();
        Assert.NotEqual(0, store.Change(harm));
        var harmed = store.Rows();

        var run = await RunAsync(store, "--repair");

        Assert.Equal(ExitCode.Damaged, run.ExitCode);
        Assert.Contains(said, run.Output, StringComparison.Ordinal);
        Assert.EndsWith("left, which follow from no other row.\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(harmed, store.Rows());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{")]
    public async Task A_run_that_cannot_be_read_becomes_one_that_is_over_and_has_lost_its_counts(string json)
    {
        using var store = await StoreFile.CreateAsync();
        Assert.Equal(1, store.Change($"UPDATE runs SET json = '{json}' WHERE row_key LIKE 'nightly-%'"));
        Assert.Contains("The run cannot be read", (await RunAsync(store)).Output, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, (await RunAsync(store, "--repair")).ExitCode);

        Assert.Equal("Nothing is wrong.\n", (await RunAsync(store)).Output);
        var night = await CommandRun.OfAsync(NightlyCommand.Create(store.Clock), "--data", store.Folder);
        Assert.True(night.ExitCode == ExitCode.Done, $"{night}");
        Assert.Contains("0 of 60 accounts scored", night.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_cannot_be_read_becomes_one_without_accounts()
    {
        using var store = await StoreFile.CreateAsync();
        Assert.NotEqual(
            0,
            store.Change(
                "UPDATE runs SET json = '{' WHERE row_key = (SELECT MIN(row_key) FROM runs WHERE row_key LIKE 'page~%')"
            )
        );
        Assert.Contains("A page of the run cannot be read", (await RunAsync(store)).Output, StringComparison.Ordinal);

        var counts = store.Rows().Where(row => !row.Contains(" page~", StringComparison.Ordinal)).ToList();
        Assert.Equal(ExitCode.Done, (await RunAsync(store, "--repair")).ExitCode);

        Assert.Equal("Nothing is wrong.\n", (await RunAsync(store)).Output);
        Assert.Equal(counts, store.Rows().Where(row => !row.Contains(" page~", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(60)]
    public async Task The_mark_of_an_erased_account_that_cannot_be_read_keeps_nothing_else_from_being_checked(
        int accounts
    )
    {
        using var store = await StoreFile.CreateAsync(accounts);
        store.Change("INSERT INTO accounts VALUES ('default~erased', 't~1', 1, '[')");
        var harmed = store.Rows();

        var told = await RunAsync(store, "--repair");

        Assert.Equal(ExitCode.Damaged, told.ExitCode);
        Assert.Contains(
            "erase that again, or store its facts with restore=true",
            told.Output,
            StringComparison.Ordinal
        );
        Assert.Equal(harmed, store.Rows());
    }

    [Fact]
    public async Task The_list_of_opinions_follows_from_the_opinions()
    {
        using var store = await StoreFile.CreateAsync();
        const string Begin =
            "{\"author\":\"kim\",\"probability\":0.5,\"saidAt\":\"2026-03-04T09:30:00Z\",\"prediction\":";
        var insert =
            $"INSERT INTO results SELECT partition_key, replace(row_key, 'a~123~CHURN~', 'j~123~') || '~kim', 1, '{Begin}' || CAST(json AS TEXT) || '}}' FROM results WHERE row_key LIKE 'a~123~CHURN~%'";
        Assert.Equal(1, store.Change(insert));

        await IsRepairedAsync("An opinion is missing in the list over accounts");
        const string Other =
            "UPDATE results SET json = replace(json, '\"probability\":0.5', '\"probability\":0.6') WHERE row_key LIKE 'g~%'";
        Assert.Equal(1, store.Change(Other));
        await IsRepairedAsync("shows an opinion otherwise than it is");
        Assert.Equal(1, store.Change("UPDATE results SET json = '{' WHERE row_key LIKE 'j~%'"));
        await IsRepairedAsync("The opinion cannot be read");
        Assert.Equal(1, store.Change("DELETE FROM results WHERE row_key LIKE 'j~%'"));
        Assert.Contains(
            "an opinion that is not there",
            (await RunAsync(store, "--repair")).Output,
            StringComparison.Ordinal
        );

        async Task IsRepairedAsync(string said)
        {
            var run = await RunAsync(store, "--repair");
            Assert.Contains(said, run.Output, StringComparison.Ordinal);
            Assert.Equal(ExitCode.Done, run.ExitCode);
            Assert.Equal("Nothing is wrong.\n", (await RunAsync(store)).Output);
        }
    }

    private static Task<CommandRun> RunAsync(StoreFile store, params string[] arguments) =>
        CommandRun.OfAsync(DoctorCommand.Create(), ["--data", store.Folder, .. arguments]);
}
