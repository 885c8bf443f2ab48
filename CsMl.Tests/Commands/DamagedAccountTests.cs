using CsMl.Core.Crm;
using CsMl.Local;
using CsMl.Local.Commands;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Commands;

/// <summary>An account that cannot be read is mended as the doctor says.</summary>
public sealed class DamagedAccountTests
{
    private static readonly string[] Harms =
    [
        "'{'",
        "'{}'",
        "'[]'",
        "'null'",
        "x'ff'",
        "substr(json, 1, 20)",
        "substr(json, 1, length(json) / 2)",
        "replace(json, '\"revision\":', '\"revision\":99')",
        "replace(json, '\"parts\":0', '\"parts\":-1')",
        "replace(json, '\"parts\":0', '\"parts\":2000000000')",
        "replace(substr(json, 1, instr(json, '\"facts\"') - 1), '\"parts\":0', '\"parts\":2') || '\"facts\":null}'",
        "substr(json, 1, instr(json, '\"facts\"') - 1) || '\"facts\":null}'",
    ];

    public static TheoryData<string> AllHarms => [.. Harms];

    [Theory]
    [MemberData(nameof(AllHarms))]
    public async Task Nothing_is_added_to_it_and_others_are_imported(string json)
    {
        using var store = await HarmedAsync(json);
        var harmed = store.Rows().Where(row => row.Contains(" 123~", StringComparison.Ordinal)).ToList();

        var imported = await ImportAsync(store);

        Assert.Equal(ExitCode.Incomplete, imported.ExitCode);
        Assert.Contains("doctor --repair", imported.Output + imported.Error, StringComparison.Ordinal);
        Assert.Equal(harmed, store.Rows().Where(row => row.Contains(" 123~", StringComparison.Ordinal)));
        Assert.Contains(store.Rows(), row => row.Contains(" 124~0 ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(AllHarms))]
    public async Task It_is_imported_again_when_it_is_deleted(string json)
    {
        using var store = await HarmedAsync(json);
        var told = await DoctorAsync(store, "--repair");
        Assert.Contains("`--repair` deletes it: import the account again then", told.Output, StringComparison.Ordinal);

        var imported = await ImportAsync(store);

        Assert.True(imported.ExitCode == ExitCode.Done, $"{imported}");
        Assert.Equal("Nothing is wrong.\n", (await DoctorAsync(store)).Output);
    }

    [Theory]
    [MemberData(nameof(AllHarms))]
    public async Task Whole_facts_replace_it(string json)
    {
        using var store = await HarmedAsync(json);
        using (var opened = LocalApp.OpenStore(store.Folder, new ConfigurationBuilder().Build()))
        {
            await using var services = LocalApp.Services(opened, new ConfigurationManager());
            var whole = Some.KnownAccount() with { AccountId = "123" };
            Assert.True(await services.GetRequiredService<AccountIndex>().PutAsync(LocalApp.Tenant, whole, default));
        }

        Assert.Equal("Nothing is wrong.\n", (await DoctorAsync(store)).Output);
    }

    [Fact]
    public async Task A_name_by_which_it_is_found_and_that_is_lost_stops_no_import()
    {
        using var store = await StoreFile.CreateAsync();
        Assert.NotEqual(0, store.Change("DELETE FROM accounts WHERE row_key LIKE '!%~123'"));

        var imported = await ImportAsync(store);

        Assert.True(imported.ExitCode == ExitCode.Done, $"{imported}");
        Assert.Equal("Nothing is wrong.\n", (await DoctorAsync(store)).Output);
    }

    private static async Task<StoreFile> HarmedAsync(string json)
    {
        var store = await StoreFile.CreateAsync();
        Assert.Equal(1, store.Change($"UPDATE accounts SET json = {json} WHERE row_key = '123~0' AND json <> {json}"));
        return store;
    }

    private static async Task<CommandRun> ImportAsync(StoreFile store)
    {
        var file = Path.Combine(store.Folder, "accounts.csv");
        await File.WriteAllTextAsync(file, "accountId,name,healthScore\n123,Acme,55\n124,Other,60\n");
        return await CommandRun.OfAsync(
            ImportCommand.Create(store.Clock),
            [file, "--data", store.Folder, "--with-sample"]
        );
    }

    private static Task<CommandRun> DoctorAsync(StoreFile store, params string[] options) =>
        CommandRun.OfAsync(DoctorCommand.Create(), ["--data", store.Folder, .. options]);
}
