using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Storage;
using CsMl.Tests.Http;
using CsMl.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Crm;

/// <summary>A damaged row keeps no other account from what goes to a CRM and comes from it.</summary>
public sealed class DamagedSyncTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Facts_that_cannot_be_read_are_read_anew_from_the_CRM()
    {
        await using var crm = await FakeCrm.StartAsync();
        await using var app = await StartAsync(crm);
        crm.Put([.. Sample(app)]);
        await SyncAsync(app);
        await Damage.HalveAsync(app.Service<Tables>().Accounts, "123~");
        crm.Put([.. Sample(app).Select(facts => facts with { OwnerId = "kim" })]);

        var run = await SyncAsync(app);

        Assert.Equal("completed", run.Text("data.state"));
        foreach (var facts in Sample(app))
        {
            var known = await app.Index.FindAsync(new AccountKey(RunningApp.Tenant, facts.AccountId), None);
            Assert.Equal("kim", known!.Facts.OwnerId);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(200)]
    public async Task An_account_that_the_CRM_has_deleted_is_removed_though_it_cannot_be_read(int left)
    {
        await using var crm = await FakeCrm.StartAsync();
        await using var app = await StartAsync(crm);
        var key = await SyncTornAsync(crm, app, left);
        crm.Remove("123");

        var run = await SyncAsync(app);

        Assert.Equal("completed", run.Text("data.state"));
        Assert.False(await app.Index.HasAsync(key, None));
        Assert.DoesNotContain(app.Dump(), row => row.Contains("~123 ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(200)]
    public async Task One_that_the_CRM_still_has_is_read_anew_when_somebody_asks_for_it(int left)
    {
        await using var crm = await FakeCrm.StartAsync();
        await using var app = await StartAsync(crm);
        var key = await SyncTornAsync(crm, app, left);

        Assert.NotNull(await app.Service<FetchAccount>().RunAsync(key, None));

        Assert.NotNull(await app.Index.FindAsync(key, None));
    }

    [Fact]
    public async Task What_is_known_of_a_CTA_in_the_CRM_keeps_its_account_alone_from_a_sync()
    {
        await using var crm = await FakeCrm.StartAsync();
        await using var app = await StartAsync(crm);
        var key = new AccountKey(RunningApp.Tenant, "123");
        var torn = EntityChange.Upsert(ResultKeys.Link("123", "c"), "{"u8.ToArray());
        await app.Service<Tables>().Results.WriteAsync(Bucket.Partition(key), [torn], None);
        crm.Put([.. Sample(app).Select(facts => facts with { Ctas = [Some.Cta(dueDaysAgo: -1)] })]);

        var run = await SyncAsync(app);

        Assert.Equal("123", Assert.Single(run.Items("data.failures")).GetProperty("accountId").GetString());
        Assert.Null(await app.Index.FindAsync(key, None));
        Assert.NotNull(await app.Index.FindAsync(key with { AccountId = "1001" }, None));
    }

    [Theory]
    [InlineData("k~")]
    [InlineData("c~")]
    [InlineData("p~")]
    public async Task A_CTA_or_a_prediction_keeps_no_other_from_being_sent(string kind)
    {
        await using var desk = await FakePlatformDesk.StartAsync();
        desk.Fault = _ => Task.FromResult(DeskFault.Unavailable);
        await using var app = await RunningApp.StartWithAsync(
            services => services.AddSingleton<IAccountSource, EmbeddedAccounts>(),
            [.. desk.Settings, ("Crm:WriteBack", "true")]
        );
        foreach (var facts in Sample(app, 60))
        {
            await app.PutAsync(facts with { OwnerId = null });
        }

        await app.NightAsync();
        var ctas = (await Damage.ListAsync(app.Service<Tables>().Results, "c~")).Count;
        await Damage.HalveAsync(app.Service<Tables>().Results, kind);
        desk.Fault = _ => Task.FromResult(DeskFault.None);
        for (var time = 0; time < 3; time++)
        {
            app.Clock.Advance(TimeSpan.FromHours(1));
            await app.Service<DeliverPending>().RunAsync(None);
        }

        // More than are sent side by side.
        Assert.InRange(ctas, 10, 60);
        Assert.Equal(kind == "p~" ? (ctas, 59) : (ctas - 1, 60), (desk.Ctas.Count, desk.Risks.Count));
    }

    /// <summary>After a sync, cuts an account off behind so many bytes.</summary>
    private static async Task<AccountKey> SyncTornAsync(FakeCrm crm, RunningApp app, int left)
    {
        crm.Put([.. Sample(app)]);
        await SyncAsync(app);
        var (accounts, key) = (app.Service<Tables>().Accounts, new AccountKey(RunningApp.Tenant, "123"));
        var row = (await accounts.FindAsync(Bucket.Partition(key), "123~0", None))!;
        await accounts.WriteAsync(row.PartitionKey, [EntityChange.Upsert(row.RowKey, row.Json[..left])], None);
        return key;
    }

    private static Task<RunningApp> StartAsync(FakeCrm crm) =>
        RunningApp.StartAsync(("Crm:Kind", "Http"), ("Crm:Endpoint", crm.Address.ToString()), ("Crm:Retries", "0"));

    private static IEnumerable<AccountFacts> Sample(RunningApp app, int accounts = 12) =>
        SampleCustomers.Make(app.Clock.GetUtcNow()).Take(accounts);

    private static async Task<HttpAnswer> SyncAsync(RunningApp app) =>
        await app.WhenOverAsync((await app.PostAsync(RunningApp.Portfolio("sync"))).Is(202));
}
