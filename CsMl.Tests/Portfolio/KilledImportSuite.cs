using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Accounts.Import.Files;
using CsMl.Core.Crm;
using CsMl.Core.Health;
using CsMl.Core.Portfolio;
using CsMl.Core.Requests;
using CsMl.Local;
using CsMl.Tests.Host;
using CsMl.Tests.Settings;
using CsMl.Tests.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CsMl.Tests.Portfolio;

/// <summary>An import that was left running, whose host is killed again and again and started again each time.</summary>
public abstract class KilledImportSuite : IDisposable
{
    private const int Rows = 3_000;
    private const int Kills = 3;

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TestDirectory _directory = new();
    private readonly string _tenant = $"k{Guid.NewGuid():N}";

    protected abstract string? Storage { get; }

    /// <summary>Rows that fail, and accounts that come again in a later batch under another name.</summary>
    private static string File =>
        "accountId,name,healthScore\n"
        + string.Concat(
            Enumerable
                .Range(0, Rows)
                .Select(i =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{(i % 50 == 7 ? "" : $"a{i % (Rows - 900)}")},Name {i},{(i % 60 == 3 ? "x" : $"{i % 100}")}\n"
                    )
                )
        );

    public void Dispose()
    {
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    [StorageFact]
    public async Task Killed_and_started_again_it_leaves_the_report_and_the_facts_of_one_that_was_waited_for()
    {
        using var stall = new StallGuard();
        using var store = LocalApp.OpenStore(_directory.Path, Configuration());
        await using var services = LocalApp.Services(store, Configuration());
        var runs = services.GetRequiredService<RunStore>();
        string url;
        string id;
        using (var host = await StartAsync(stall))
        {
            (id, url) = await SendAsync(host, stall.Token);
            await UntilAsync(host, Rows / 8);
            host.Kill();
        }

        for (var kill = 1; kill < Kills; kill++)
        {
            using var host = await StartAsync(stall);
            await AskAsync(host, url, stall.Token);
            await UntilAsync(host, Rows * (kill + 1) / (Kills + 1));
            host.Kill();
        }

        Assert.False((await FindAsync()).IsOver, "The import was over before the last kill: that proves nothing.");
        using var last = await StartAsync(stall);
        await AskAsync(last, url, stall.Token);
        while (!(await FindAsync()).IsOver)
        {
            Assert.False(last.HasExited, last.Output);
            stall.See((await FindAsync()).Import!.Report.Received);
            stall.Token.ThrowIfCancellationRequested();
        }

        var report = await services.GetRequiredService<ImportStore>().FindReportAsync(_tenant, id, stall.Token);
        var facts = await FactsAsync(services.GetRequiredService<AccountIndex>());
        var (wantedReport, wantedFacts) = await WaitAsync();
        Assert.Equal(wantedReport, Json(report!));
        Assert.Equal(wantedFacts, facts);

        async Task<RunRecord> FindAsync() => (await runs.FindAsync(_tenant, id, stall.Token))!.Run;

        async Task UntilAsync(AppProcess host, int received)
        {
            while (stall.See((await FindAsync()).Import!.Report.Received) < received)
            {
                Assert.False(host.HasExited, host.Output);
                stall.Token.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Imports the file as a call that waits does, into a store of its own.</summary>
    private async Task<(string Report, IReadOnlyList<string> Facts)> WaitAsync()
    {
        using var store = new TemporaryStore();
        var index = new AccountIndex(store.Tables, TimeProvider.System);
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(File));
        var report = await new ImportAccounts(index, SomeSettings.Of(store.Tables)).RunAsync(
            _tenant,
            new ImportSource(content),
            new ImportOptions(),
            None
        );
        return (Json(report), await FactsAsync(index));
    }

    private async Task<IReadOnlyList<string>> FactsAsync(AccountIndex index)
    {
        var facts = new List<string>();
        for (var i = 0; i < Rows - 900; i++)
        {
            var known = await index.FindAsync(new AccountKey(_tenant, $"a{i}"), None);
            facts.Add(known is null ? "none" : JsonSerializer.Serialize(known.Facts, AccountJson.Default.AccountFacts));
        }

        return facts;
    }

    private static string Json(ImportReport report) => JsonSerializer.Serialize(report, RunJson.Plain.ImportReport);

    private async Task<(string RunId, string Url)> SendAsync(AppProcess host, CancellationToken cancellation)
    {
        using var client = ClientOf(host);
        using var content = new StringContent(File, Encoding.UTF8, "text/csv");
        using var answer = await client.PostAsync(
            Http.RunningApp.Portfolio("import?wait=false"),
            content,
            cancellation
        );
        var accepted = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        return (accepted.GetProperty("runId").GetString()!, accepted.GetProperty("statusUrl").GetString()!);
    }

    /// <summary>Asks the run to go on, because the killed host's message is held for ten minutes.</summary>
    private async Task AskAsync(AppProcess host, string url, CancellationToken cancellation)
    {
        using var client = ClientOf(host);
        using var answer = await client.PostAsync(url + "/retry", null, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    private Task<AppProcess> StartAsync(StallGuard stall) =>
        AppProcess.ServeAsync(
            _directory.Path,
            [("AzureWebJobsStorage", Storage), ("Tenancy__Mode", "Header")],
            stall.Token
        );

    private HttpClient ClientOf(AppProcess host) =>
        new() { BaseAddress = host.Address, DefaultRequestHeaders = { { "X-Tenant-ID", _tenant } } };

    private ConfigurationManager Configuration()
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new("AzureWebJobsStorage", Storage)]);
        return configuration;
    }
}
