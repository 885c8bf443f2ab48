using System.Text.Json.Nodes;

namespace CsMl.Tests.Crm.Platform;

/// <summary>What a sync with the platform reads, and when it notices what.</summary>
public sealed class PlatformSyncTests : IAsyncLifetime
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private PlatformRig _rig = null!;

    private PlatformData Data => _rig.Data;

    public async Task InitializeAsync() => _rig = await PlatformRig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task The_first_sync_reads_every_account_and_the_next_only_looks_for_changes()
    {
        await SyncedAsync(230);

        Assert.Equal(InWords.Of(Data), await _rig.IndexAsync());
        Assert.Equal(230, _rig.Read(0).Count);
        var earlier = _rig.Platform.Requests.Count;
        await _rig.SyncAsync();
        Assert.Equal(
            ["/api/crm/accounts", "/api/crm/activities", "/api/crm/opportunities"],
            _rig.Platform.Requests.Skip(earlier).Select(request => request.Split(' ', '?')[1])
        );
    }

    [Fact]
    public async Task Only_accounts_that_changed_are_read()
    {
        var ids = await SyncedAsync(150);
        _rig.Clock.Advance(TimeSpan.FromHours(1));

        Data.Change("accounts", ids[3], item => item["name"] = "Renamed");
        Data.AddActivity(ids[5], "A call that leaves the account as it was");
        Data.AddOpportunity(ids[7]);
        var added = Data.AddAccount("New");
        var earlier = await SyncAndWaitAsync();

        Assert.Equal(InWords.Of(Data), await _rig.IndexAsync());
        Assert.Equal(Texts(ids[3], ids[5], ids[7], added), _rig.Read(earlier));
        Assert.Equal("Renamed", (await _rig.FindAsync(ids[3]))!.Name);
    }

    [Fact]
    public async Task A_change_at_the_very_time_of_the_newest_one_read_is_not_lost()
    {
        var ids = await SyncedAsync(3);
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        Data.Change("accounts", ids[0], item => item["name"] = "First");
        await _rig.SyncAsync();

        // The clock stands still: the platform's times have a resolution.
        Data.Change("accounts", ids[0], item => item["name"] = "Second");
        Data.Change("accounts", ids[1], item => item["name"] = "Also");
        await _rig.SyncAsync();

        Assert.Equal(InWords.Of(Data), await _rig.IndexAsync());
    }

    [Fact]
    public async Task A_change_that_becomes_visible_later_than_newer_ones_is_not_lost()
    {
        var ids = await SyncedAsync(3);
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        var late = Data.BackUp()["accounts"].Single(item => (long)item["id"]! == ids[2]);
        var began = _rig.Clock.GetUtcNow().UtcDateTime.ToString("o");
        _rig.Clock.Advance(TimeSpan.FromMinutes(3));
        Data.Change("accounts", ids[0], item => item["name"] = "Newer");
        await _rig.SyncAsync();

        Data.Change("accounts", ids[2], item => (item["name"], item["updatedAt"]) = ("Late", began), touches: false);
        await _rig.SyncAsync();

        Assert.NotEqual("Late", (string?)late["name"]);
        Assert.Equal("Late", (await _rig.FindAsync(ids[2]))!.Name);
    }

    [Fact]
    public async Task A_time_in_the_future_hides_no_later_change()
    {
        var ids = await SyncedAsync(3);
        Data.Change("accounts", ids[0], item => item["updatedAt"] = "2099-01-01T00:00:00.000Z", touches: false);
        await _rig.SyncAsync();
        _rig.Clock.Advance(Day);

        Data.Change("accounts", ids[1], item => item["name"] = "Changed");
        await _rig.SyncAsync();

        Assert.Equal("Changed", (await _rig.FindAsync(ids[1]))!.Name);
    }

    [Theory]
    [InlineData(-180)]
    [InlineData(180)]
    public async Task Clocks_that_differ_hide_no_change_and_cost_no_reading(int minutes)
    {
        _rig.Platform.Skew = TimeSpan.FromMinutes(minutes);
        var ids = await SyncedAsync(3);
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        Data.Change("accounts", ids[1], item => item["name"] = "Changed");

        var earlier = await SyncAndWaitAsync();

        Assert.Equal(Texts(ids[1]), _rig.Read(earlier));
        Assert.Equal("Changed", (await _rig.FindAsync(ids[1]))!.Name);
    }

    [Fact]
    public async Task A_days_comparison_notices_deleted_accounts_and_changed_CTAs_of_which_no_list_tells()
    {
        var ids = await SyncedAsync(120);
        var cta = Data.Ids("ctas")[4];
        Data.Change("ctas", cta, item => item["status"] = "COMPLETED");
        Data.AddCta(ids[9], "Another");
        Data.Delete("accounts", ids[2]);
        _rig.Clock.Advance(Day);

        var earlier = await SyncAndWaitAsync();

        Assert.Equal(InWords.Of(Data), await _rig.IndexAsync());
        Assert.Null(await _rig.FindAsync(ids[2]));
        Assert.Equal(Texts(ids[4], ids[9]), _rig.Read(earlier));
    }

    [Fact]
    public async Task CTAs_that_the_app_created_are_no_facts_and_no_difference()
    {
        var ids = await SyncedAsync(2);
        var cta = Data.AddCta(ids[0]);
        Data.Change("ctas", cta, item => item["reason"] = "Churn risk 81 %\n[csml:0195]");
        _rig.Clock.Advance(Day);

        var earlier = await SyncAndWaitAsync();

        Assert.Empty(_rig.Read(earlier));
        Assert.Single((await _rig.FindAsync(ids[0]))!.Ctas);
    }

    [Fact]
    public async Task What_no_list_shows_is_noticed_by_the_full_sync()
    {
        var ids = await SyncedAsync(3);
        Data.Change("accounts", ids[1], item => item["contacts"] = new JsonArray(), touches: false);
        _rig.Clock.Advance(Day);
        await _rig.SyncAsync();
        Assert.NotEmpty((await _rig.FindAsync(ids[1]))!.Contacts);

        _rig.Clock.Advance(7 * Day);
        await _rig.SyncAsync();

        Assert.Empty((await _rig.FindAsync(ids[1]))!.Contacts);
    }

    [Fact]
    public async Task A_deleted_activity_is_noticed_while_it_is_among_the_latest()
    {
        var ids = await SyncedAsync(3);
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        Data.Delete("activities", Data.Ids("activities")[1]);

        await _rig.SyncAsync();

        Assert.Empty((await _rig.FindAsync(ids[1]))!.Activities);
    }

    [Fact]
    public async Task Archived_accounts_and_those_that_are_no_customers_are_read_too_and_other_tenants_are_not()
    {
        var archived = Data.AddAccount("Gone");
        Data.Change("accounts", archived, item => (item["archived"], item["type"]) = (true, "CHURNED"));
        Data.AddAccount("Foreign", FakePlatform.OwnTenant);

        await _rig.SyncAsync();

        Assert.True((await _rig.FindAsync(archived))!.Archived);
        Assert.Single(await _rig.IndexAsync());
    }

    [Fact]
    public async Task An_empty_platform_is_a_complete_sync()
    {
        await _rig.SyncAsync();
        await _rig.SyncAsync();

        Assert.Empty(await _rig.IndexAsync());
        Assert.Equal(_rig.Clock.GetUtcNow(), (await _rig.StateAsync()).SyncedAt);
    }

    private async Task<IReadOnlyList<long>> SyncedAsync(int accounts)
    {
        var ids = Data.AddPortfolio(accounts);
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        await SyncAndWaitAsync();
        return ids;
    }

    /// <summary>Answers the number of requests before the sync, and lets time pass after it.</summary>
    private async Task<int> SyncAndWaitAsync()
    {
        var earlier = _rig.Platform.Requests.Count;
        await _rig.SyncAsync();
        _rig.Clock.Advance(TimeSpan.FromMinutes(1));
        return earlier;
    }

    private static IEnumerable<string> Texts(params long[] ids) =>
        ids.Select(id => $"{id}").Order(StringComparer.Ordinal);
}
