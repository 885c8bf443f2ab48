using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Local;
using CsMl.Local.Commands;
using CsMl.Tests.Crm;
using CsMl.Tests.Portfolio;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Commands;

/// <summary>The command as a process of its own, with a CRM in its environment.</summary>
[Trait("Speed", "Slow")]
public sealed class SyncCommandTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private FakeCrm _crm = null!;

    public async Task InitializeAsync() => _crm = await FakeCrm.StartAsync();

    public async Task DisposeAsync() => await _crm.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_reads_what_has_changed_and_says_whose_the_facts_are()
    {
        _crm.Put(Some.Account("a"), Some.Account("b"));
        var (exitCode, output) = await SyncAsync();
        Assert.Equal(ExitCode.Done, exitCode);
        Assert.Matches($"^sync-[^ ]*: the facts are those of Http {_crm.Address}$", output[^2]);
        Assert.StartsWith("Done in ", output[^1], StringComparison.Ordinal);

        _crm.Put(Some.Account("a") with { Name = "Renamed" });
        _crm.Remove("b");
        var earlier = _crm.Requests.Count;
        Assert.Equal(ExitCode.Done, (await SyncAsync()).ExitCode);

        Assert.Equal(1, _crm.Requests.Count - earlier);
        Assert.Equal(("Renamed", null), (await NameAsync("a"), await NameAsync("b")));
    }

    [Fact]
    public async Task In_full_it_reads_every_account_again()
    {
        _crm.Put(Some.Account("a"));
        await SyncAsync();

        Assert.Equal(ExitCode.Done, (await SyncAsync("--full")).ExitCode);

        // To read and to compare, both from the beginning.
        Assert.Equal(3, _crm.Requests.Count(request => request == "GET /accounts"));
    }

    [Fact]
    public async Task An_account_that_cannot_be_read_is_named()
    {
        _crm.Put(Some.Account("a"), Some.Account("b"));
        _crm.Mistaken["b"] = true;

        var (exitCode, output) = await SyncAsync();

        Assert.Equal(ExitCode.Incomplete, exitCode);
        Assert.Contains(
            $": 1 of the accounts of Http {_crm.Address} could not be read. b: The CRM's facts cannot be read: healthScore: ",
            output[^2],
            StringComparison.Ordinal
        );
        Assert.NotNull(await NameAsync("a"));
    }

    [Fact]
    public async Task A_CRM_that_is_down_is_told_with_the_reason_and_what_was_read_stays()
    {
        _crm.Put(Some.Account("a"));
        await SyncAsync();
        _crm.IsDown = true;

        var (exitCode, output) = await SyncAsync();

        Assert.Equal(ExitCode.Incomplete, exitCode);
        Assert.EndsWith(
            ": the CRM was not read to the end. The CRM answered 500 to GET accounts.",
            output[^2],
            StringComparison.Ordinal
        );
        Assert.NotNull(await NameAsync("a"));
    }

    [Fact]
    public async Task A_CRM_that_is_not_there_is_told_with_the_reason()
    {
        await _crm.DisposeAsync();

        var (exitCode, output) = await SyncAsync();

        Assert.Equal(ExitCode.Incomplete, exitCode);
        Assert.EndsWith(
            ": the CRM was not read to the end. The connection to the CRM failed at GET accounts: ConnectionError.",
            output[^2],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Without_a_CRM_it_says_which_settings_name_one()
    {
        var sync = await CommandRun.OfAsync(SyncCommand.Create(TimeProvider.System), "--data", _folder.File("."));

        Assert.Equal(ExitCode.BadArgument, sync.ExitCode);
        Assert.Contains("Set it to Platform or Http, and Crm__Endpoint.", sync.Error, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string[] Output)> SyncAsync(params string[] options)
    {
        using var late = new CancellationTokenSource(HangGuard.Limit);
        using var app = AppProcess.Start(
            [("Crm__Kind", "Http"), ("Crm__Endpoint", _crm.Address.ToString()), ("Crm__Retries", "0")],
            ["sync", "--data", _folder.File("."), .. options]
        );
        var exitCode = await app.ExitCodeAsync(late.Token);
        return (exitCode, app.Output.Split('\n'));
    }

    private async Task<string?> NameAsync(string accountId)
    {
        using var store = LocalApp.OpenStore(_folder.File("."), new ConfigurationBuilder().Build());
        await using var services = LocalApp.Services(store, new ConfigurationManager());
        var key = new AccountKey(LocalApp.Tenant, accountId);
        return (await services.GetRequiredService<AccountIndex>().FindAsync(key, CancellationToken.None))?.Facts.Name;
    }
}
