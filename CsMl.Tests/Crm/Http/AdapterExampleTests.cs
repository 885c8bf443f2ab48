using System.Diagnostics;
using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Crm.Calls;
using CsMl.Core.Crm.Http;
using CsMl.Tests.Docs;
using CsMl.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CsMl.Tests.Crm.Http;

/// <summary>The adapter of docs/adapter serves the contract, as a process of its own.</summary>
[Trait("Speed", "Slow")]
public sealed class AdapterExampleTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryStore _store = new();

    private string Accounts => _folder.File("accounts.jsonl");

    [Fact]
    public async Task The_example_serves_pages_changes_deletions_and_single_accounts()
    {
        await File.WriteAllLinesAsync(Accounts, Enumerable.Range(1, 250).Select(i => Line($"{i}", "2026-03-01")));
        using var adapter = Start(out var address);
        using var connection = Connect(address, "secret", out var source);

        var (first, cursor) = await ReadAsync(source, null);
        await File.AppendAllLinesAsync(
            Accounts,
            [Line("7", "2026-03-02"), """{"accountId":"8","deleted":true,"updatedAt":"2026-03-02"}"""]
        );
        var (second, _) = await ReadAsync(source, cursor);

        Assert.Equal((250, 250), (first.Changed.Count, first.Changed.DistinctBy(a => a.AccountId).Count()));
        Assert.Equal(("7", "8"), (Assert.Single(second.Changed).AccountId, Assert.Single(second.Removed)));
        Assert.Equal(61, (await source.FindAsync(new AccountKey("default", "7"), None))!.HealthScore);
        Assert.Null(await source.FindAsync(new AccountKey("default", "8"), None));
        using var stranger = Connect(address, "guess", out var refused);
        await Assert.ThrowsAsync<CrmException>(() => refused.ListChangedAsync("default", null, None));
        adapter.Kill();
        await adapter.WaitForExitAsync();
    }

    public void Dispose()
    {
        _folder.Dispose();
        _store.Dispose();
    }

    private static string Line(string id, string updatedAt) =>
        $$"""{"accountId":"{{id}}","name":"Account {{id}}","healthScore":61,"updatedAt":"{{updatedAt}}"}""";

    /// <summary>All pages of a sync as one.</summary>
    private static async Task<(AccountPage All, string? Cursor)> ReadAsync(AdapterAccounts source, string? cursor)
    {
        var (changed, removed) = (new List<AccountFacts>(), new List<string>());
        AccountPage page;
        do
        {
            page = await source.ListChangedAsync("default", cursor, None);
            changed.AddRange(page.Changed);
            removed.AddRange(page.Removed);
            Assert.Empty(page.Failed);
            cursor = page.Cursor;
        } while (page.HasMore);

        return (new AccountPage(changed, removed, cursor, HasMore: false), cursor);
    }

    private Process Start(out Uri address)
    {
        var start = new ProcessStartInfo(
            "node",
            [Path.Combine(Repository.Root, "docs/adapter/adapter.mjs"), Accounts, "0"]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            Environment = { ["ADAPTER_KEY"] = "secret" },
        };
        var adapter = Process.Start(start)!;
        address = new Uri($"http://127.0.0.1:{adapter.StandardOutput.ReadLine()}");
        return adapter;
    }

    private CrmConnection Connect(Uri address, string key, out AdapterAccounts source)
    {
        var options = Options.Create(
            new CrmOptions
            {
                Kind = CrmKind.Http,
                Endpoint = address,
                Token = key,
            }
        );
        var connection = new CrmConnection(options, TimeProvider.System, NullLogger<CrmConnection>.Instance);
        var index = new AccountIndex(_store.Tables, TimeProvider.System);
        source = new AdapterAccounts(new AdapterClient(connection, options), index, options);
        return connection;
    }
}
