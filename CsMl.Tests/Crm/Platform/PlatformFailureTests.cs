using CsMl.Core.Crm;

namespace CsMl.Tests.Crm.Platform;

/// <summary>Calls that fail: which accounts suffer, what is said of it, and what happens then.</summary>
public sealed class PlatformFailureTests : IAsyncLifetime
{
    private PlatformRig _rig = null!;

    public async Task InitializeAsync() => _rig = await PlatformRig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task An_account_whose_call_fails_is_named_keeps_its_facts_whole_and_is_tried_again()
    {
        var ids = _rig.Data.AddPortfolio(5);
        await _rig.SyncAsync();
        var synced = _rig.Clock.GetUtcNow();
        _rig.Clock.Advance(TimeSpan.FromDays(1));
        foreach (var id in ids)
        {
            _rig.Data.Change("accounts", id, item => item["name"] = "Renamed");
        }

        Fail($"/api/crm/accounts/{ids[2]}/health/history", 500);
        await _rig.SyncAsync();

        Assert.Equal("Account 2", (await _rig.FindAsync(ids[2]))!.Name);
        Assert.Equal("Renamed", (await _rig.FindAsync(ids[3]))!.Name);
        var outdated = Assert.Single((await _rig.StateAsync()).Failures);
        Assert.Equal(
            ($"{ids[2]}", $"The CRM answered 500 to GET api/crm/accounts/{ids[2]}/health/history.", synced),
            (outdated.AccountId, outdated.Reason, outdated.FactsAsOf)
        );

        _rig.Platform.Before = _ => Task.FromResult(false);
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        await _rig.SyncAsync();

        Assert.Equal("Renamed", (await _rig.FindAsync(ids[2]))!.Name);
        Assert.Empty((await _rig.StateAsync()).Failures);
    }

    [Fact]
    public async Task An_account_that_never_could_be_read_has_no_facts_rather_than_half_of_them()
    {
        var ids = _rig.Data.AddPortfolio(2);
        Fail("/api/crm/opportunities", 500, $"accountId={ids[0]}&");

        await _rig.SyncAsync();

        Assert.Null(await _rig.FindAsync(ids[0]));
        Assert.NotNull(await _rig.FindAsync(ids[1]));
        Assert.Null(Assert.Single((await _rig.StateAsync()).Failures).FactsAsOf);
    }

    [Fact]
    public async Task An_answer_in_another_shape_fails_its_account_with_the_place()
    {
        var ids = _rig.Data.AddPortfolio(2);
        _rig.Data.Change("accounts", ids[0], item => item["annualRevenue"] = "plenty");
        _rig.Data.Change("activities", _rig.Data.Ids("activities")[1], item => item["completedAt"] = "soon");

        await _rig.SyncAsync();

        var failures = (await _rig.StateAsync()).Failures.Select(failure => failure.Reason).ToList();
        Assert.Single(
            failures,
            reason => reason.EndsWith("in its documented shape at $.annualRevenue.", StringComparison.Ordinal)
        );
        Assert.Single(failures, reason => reason.EndsWith("shape at $.data[0].completedAt.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rate_limit_is_waited_for_where_it_is_short_and_ends_the_sync_where_it_is_not()
    {
        _rig.Data.AddPortfolio(3);
        var refusals = 3;
        _rig.Platform.Before = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith("/history", StringComparison.Ordinal) || --refusals < 0)
            {
                return false;
            }

            await FakePlatform.RefuseAsync(context, 429, "Slow down", retryAfter: 20);
            return true;
        };
        await _rig.SyncAsync();
        Assert.Equal(InWords.Of(_rig.Data), await _rig.IndexAsync());

        Fail("/api/crm/accounts", 429, retryAfter: 3600);
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        var earlier = _rig.Platform.Requests.Count;
        var failed = await Assert.ThrowsAsync<CrmException>(_rig.SyncAsync);

        Assert.Equal("The CRM answered 429 to GET api/crm/accounts.", failed.Message);
        Assert.Equal(1, _rig.Platform.Requests.Count - earlier);
    }

    [Fact]
    public async Task A_platform_that_is_down_is_left_alone_after_a_while_and_the_sync_says_why()
    {
        _rig.Data.AddPortfolio(3);
        await _rig.SyncAsync();
        var synced = _rig.Clock.GetUtcNow();
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        _rig.Platform.Before = context =>
        {
            context.Abort();
            return Task.FromResult(true);
        };
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<CrmException>(_rig.SyncAsync);
        }

        var tried = _rig.Platform.Requests.Count;
        var resting = await Assert.ThrowsAsync<CrmException>(_rig.SyncAsync);

        Assert.Equal(tried, _rig.Platform.Requests.Count);
        Assert.Equal("The CRM is failing, so that GET api/crm/accounts was not sent to it.", resting.Message);
        var state = await _rig.StateAsync();
        Assert.Equal((synced, resting.Message), (state.SyncedAt, state.Error));
        _rig.Platform.Before = _ => Task.FromResult(false);
        _rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await _rig.SyncAsync();
        Assert.Null((await _rig.StateAsync()).Error);
    }

    [Fact]
    public async Task An_answer_without_end_is_refused()
    {
        _rig.Data.AddPortfolio(1);
        _rig.Platform.Before = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith("/history", StringComparison.Ordinal))
            {
                return false;
            }

            var block = new byte[1024 * 1024];
            for (var i = 0; i < 40 && !context.RequestAborted.IsCancellationRequested; i++)
            {
                await context.Response.Body.WriteAsync(block);
            }

            return true;
        };

        await _rig.SyncAsync();

        Assert.Contains(
            "larger than 16,777,216 bytes",
            Assert.Single((await _rig.StateAsync()).Failures).Reason,
            StringComparison.Ordinal
        );
    }

    private void Fail(string path, int status, string query = "", int? retryAfter = null) =>
        _rig.Platform.Before = async context =>
        {
            var request = context.Request;
            if (request.Path != path || !request.QueryString.Value!.Contains(query, StringComparison.Ordinal))
            {
                return false;
            }

            await FakePlatform.RefuseAsync(context, status, "Failing", retryAfter);
            return true;
        };
}
