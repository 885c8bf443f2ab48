namespace CsMl.Tests.Crm.Platform;

/// <summary>What docs/CRM.md promises of syncs that were cut off, of lists that move and of backups.</summary>
public sealed class PlatformRecoveryTests : IAsyncLifetime
{
    private PlatformRig _rig = null!;

    private PlatformData Data => _rig.Data;

    public async Task InitializeAsync() => _rig = await PlatformRig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task A_sync_that_stopped_half_way_goes_on_where_it_was_in_another_process()
    {
        Data.AddPortfolio(250);
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        using var stop = new CancellationTokenSource();
        var read = 0;
        _rig.Platform.Before = context =>
        {
            if (IsHistory(context.Request.Path) && Interlocked.Increment(ref read) == 160)
            {
                stop.Cancel();
            }

            return Task.FromResult(false);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _rig.Sync.RunAsync(PlatformRig.AppTenant, stop.Token)
        );
        var stored = (await _rig.IndexAsync()).Count;
        var earlier = _rig.Platform.Requests.Count;
        _rig.Restart();

        await _rig.SyncAsync();

        Assert.InRange(stored, 50, 150);
        Assert.Equal(250 - stored, _rig.Read(earlier).Count);
        Assert.Equal(InWords.Of(Data), await _rig.IndexAsync());
    }

    [Fact]
    public async Task Changes_since_a_sync_was_cut_off_are_read_by_the_one_that_goes_on()
    {
        var ids = Data.AddPortfolio(150);
        using var stop = new CancellationTokenSource();
        _rig.Platform.Before = context =>
        {
            if (IsHistory(context.Request.Path))
            {
                stop.Cancel();
            }

            return Task.FromResult(false);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _rig.Sync.RunAsync(PlatformRig.AppTenant, stop.Token)
        );
        _rig.Platform.Before = _ => Task.FromResult(false);
        _rig.Clock.Advance(TimeSpan.FromDays(2));
        Data.Change("accounts", ids[^1], item => item["name"] = "Changed");
        Data.Delete("accounts", ids[0]);
        Data.AddAccount("Added");

        await _rig.SyncAsync();

        Assert.Equal(InWords.Of(Data), await _rig.IndexAsync());
    }

    [Fact]
    public async Task A_token_that_expires_in_the_middle_of_a_page_costs_one_login_and_nothing_else()
    {
        Data.AddPortfolio(120);
        var calls = 0;
        _rig.Platform.Before = _ =>
        {
            if (Interlocked.Increment(ref calls) == 300)
            {
                _rig.Platform.ExpireTokens();
            }

            return Task.FromResult(false);
        };

        await _rig.SyncAsync();

        Assert.Equal(2, _rig.Platform.Logins);
        Assert.Equal(InWords.Of(Data), await _rig.IndexAsync());
        Assert.Empty((await _rig.StateAsync()).Failures);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Accounts_that_are_deleted_between_two_pages_make_no_other_be_passed_over(bool shuffle)
    {
        Data.ShufflesTies = shuffle;
        var ids = Data.AddPortfolio(320);
        var pages = 0;
        _rig.Platform.Before = context =>
        {
            if (context.Request.Path == "/api/crm/accounts" && pages++ is > 1 and < 8)
            {
                // From the front, where each deletion moves all others.
                Data.Delete("accounts", ids[pages]);
                Data.AddAccount($"New {pages}");
            }

            return Task.FromResult(false);
        };

        await _rig.SyncAsync();
        _rig.Clock.Advance(TimeSpan.FromDays(1));
        await _rig.SyncAsync();

        Assert.Equal(InWords.Of(Data), await _rig.IndexAsync());
    }

    [Fact]
    public async Task Accounts_that_change_while_the_list_of_changes_is_read_are_neither_lost_nor_doubled()
    {
        var ids = Data.AddPortfolio(350);
        await _rig.SyncAsync();
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        foreach (var id in ids)
        {
            Data.Change("accounts", id, item => item["name"] = $"{item["name"]}!");
            _rig.Clock.Advance(TimeSpan.FromMilliseconds(3));
        }

        var next = 0;
        _rig.Platform.Before = context =>
        {
            if (context.Request.QueryString.Value!.Contains("sortBy=updatedAt", StringComparison.Ordinal) && next < 60)
            {
                _rig.Clock.Advance(TimeSpan.FromMilliseconds(3));
                Data.Change("accounts", ids[^(++next * 5)], item => item["name"] = "Moved to the front");
                Data.Delete("accounts", ids[next * 3]);
            }

            return Task.FromResult(false);
        };
        await _rig.SyncAsync();
        _rig.Clock.Advance(TimeSpan.FromDays(1));
        await _rig.SyncAsync();

        Assert.Equal(InWords.Of(Data), await _rig.IndexAsync());
    }

    [Fact]
    public async Task A_backup_that_replaces_the_platforms_data_is_noticed_and_everything_is_read_again()
    {
        var ids = Data.AddPortfolio(130);
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        var backup = Data.BackUp();
        for (var i = 0; i < 20; i++)
        {
            _rig.Clock.Advance(TimeSpan.FromMinutes(1));
            Data.Change("accounts", ids[i], item => item["name"] = "After the backup");
            Data.AddActivity(ids[i + 20], "After the backup");
        }

        var added = Data.AddAccount("After the backup");
        await _rig.SyncAsync();
        _rig.Clock.Advance(TimeSpan.FromHours(1));

        Data.Restore(backup);
        // Somebody works on before the next sync, so that the newest change is newer than any that was read.
        Data.Change("accounts", ids[3], item => item["name"] = "After the restoration");
        Data.AddActivity(ids[99], "After the restoration");
        await _rig.SyncAsync();

        Assert.Equal(InWords.Of(Data), await _rig.IndexAsync());
        Assert.Null(await _rig.FindAsync(added));
    }

    [Fact]
    public async Task Another_platform_in_the_settings_begins_anew()
    {
        var ids = Data.AddPortfolio(3);
        await _rig.SyncAsync();
        foreach (var id in ids)
        {
            Data.Delete("accounts", id);
        }

        Data.AddAccount("In another tenant", FakePlatform.OwnTenant);
        _rig.Options.TenantId = FakePlatform.OwnTenant;
        _rig.Restart();

        await _rig.SyncAsync();

        Assert.Contains("In another tenant", Assert.Single(await _rig.IndexAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_syncs_at_once_leave_the_index_as_one_does()
    {
        Data.AddPortfolio(220);

        await Task.WhenAll(_rig.SyncAsync(), _rig.SyncAsync());

        Assert.Equal(InWords.Of(Data), await _rig.IndexAsync());
    }

    private static bool IsHistory(string? path) => path!.EndsWith("/history", StringComparison.Ordinal);
}
