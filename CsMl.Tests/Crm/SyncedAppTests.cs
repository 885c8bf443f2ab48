using CsMl.Core.Accounts;
using CsMl.Core.Portfolio;
using CsMl.Local;
using CsMl.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Crm;

/// <summary>An app with a CRM: syncs on demand, nights without the CRM, and what is said of the facts' age.</summary>
public sealed class SyncedAppTests : IAsyncLifetime
{
    private const int Accounts = 12;

    private FakeCrm _crm = null!;
    private RunningApp _app = null!;
    private IReadOnlyList<AccountFacts> _sample = [];

    public async Task InitializeAsync()
    {
        _crm = await FakeCrm.StartAsync();
        _app = await RunningApp.StartAsync(
            ("Crm:Kind", "Http"),
            ("Crm:Endpoint", _crm.Address.ToString()),
            ("Crm:Retries", "0")
        );
        _sample = [.. SampleCustomers.Make(_app.Clock.GetUtcNow()).Take(Accounts)];
        _crm.Put(_sample);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _crm.DisposeAsync();
    }

    [Fact]
    public async Task A_sync_on_demand_fills_the_index_and_scores_nobody()
    {
        var run = await SyncAsync();

        Assert.Equal(("sync", "completed"), (run.Text("data.kind"), run.Text("data.state")));
        Assert.Equal(
            (1, Some.Now),
            (run.At("data.progress").GetInt32(), run.At("data.facts.syncedAt").GetDateTimeOffset())
        );
        Assert.Equal($"Http {_crm.Address}", run.Text("data.facts.source"));
        (await _app.GetAsync(RunningApp.Account(_sample[0].AccountId, "context"))).Is(200);
        Assert.Empty(
            (await _app.GetAsync(RunningApp.Account(_sample[0].AccountId, "predictions"))).Is(200).Items("data")
        );
    }

    [Fact]
    public async Task A_full_sync_reads_everything_again_and_another_only_what_changed()
    {
        await SyncAsync();
        var pages = Pages();
        await SyncAsync();
        Assert.Equal(pages + 1, Pages());

        await SyncAsync("""{"full":true}""");

        // Once more to see whether the index has others.
        Assert.Equal(3 * pages + 1, Pages());
    }

    [Fact]
    public async Task A_sync_that_fails_says_why_and_can_be_tried_again()
    {
        _crm.IsDown = true;
        var failed = await SyncInThisCallAsync();

        Assert.Equal("completed_with_failures", failed.Text("data.state"));
        Assert.Contains(
            "The CRM answered 500 to GET accounts.",
            failed.Items("data.failures").Select(failure => failure.GetProperty("reason").GetString())
        );
        _crm.IsDown = false;
        var url = RunningApp.Portfolio($"runs/{failed.Text("data.runId")}/retry");
        var mended = await _app.WhenOverAsync((await _app.PostAsync(url)).Is(202));
        Assert.Equal("completed", mended.Text("data.state"));
    }

    [Fact]
    public async Task A_night_without_the_CRM_scores_the_facts_of_the_last_sync_and_says_so()
    {
        await SyncAsync();
        _crm.IsDown = true;
        _app.Clock.Advance(TimeSpan.FromDays(1));
        var first = await _app.RunNightAsync();
        _app.Clock.Advance(TimeSpan.FromDays(1));
        var second = await _app.RunNightAsync();

        Assert.Equal(("completed", "completed"), (first.Text("data.state"), second.Text("data.state")));
        Assert.Equal("The CRM answered 500 to GET accounts.", first.Text("data.facts.error"));
        Assert.Equal(Some.Now, second.At("data.facts.syncedAt").GetDateTimeOffset());
        // After one day the facts are not stale, after two days they are.
        var predictions = (await _app.GetAsync(RunningApp.Account("123", "predictions?includeExpired=true")))
            .Is(200)
            .Items("data")
            .Select(prediction => prediction.GetProperty("dataQuality"))
            .ToList();
        Assert.Equal(Some.Now, predictions[0].GetProperty("factsAsOf").GetDateTimeOffset());
        Assert.False(predictions[1].TryGetProperty("factsAsOf", out _));
    }

    [Fact]
    public async Task A_prediction_that_is_asked_for_reads_the_facts_and_is_not_stale()
    {
        await SyncAsync();
        _app.Clock.Advance(TimeSpan.FromDays(5));

        var made = (await _app.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);

        Assert.False(made.At("data.dataQuality").TryGetProperty("factsAsOf", out _));
    }

    [Fact]
    public async Task The_status_says_where_facts_come_from_how_old_they_are_and_what_failed()
    {
        var before = (await _app.GetAsync(RunningApp.Portfolio("status"))).Is(200);
        await SyncAsync();
        _crm.IsDown = true;
        _app.Clock.Advance(TimeSpan.FromDays(2));
        await SyncInThisCallAsync();
        var after = (await _app.GetAsync(RunningApp.Portfolio("status"))).Is(200);

        Assert.Equal(($"Http {_crm.Address}", null), (before.Text("facts.source"), before.Text("facts.syncedAt")));
        Assert.False(before.At("facts.isStale").GetBoolean());
        Assert.Equal(Some.Now, after.At("facts.syncedAt").GetDateTimeOffset());
        Assert.True(after.At("facts.isStale").GetBoolean());
        Assert.Equal("The CRM answered 500 to GET accounts.", after.Text("facts.error"));
    }

    [Fact]
    public async Task Without_a_CRM_there_is_nothing_to_sync_and_the_status_says_embedded()
    {
        await using var embedded = await RunningApp.StartAsync();

        (await embedded.PostAsync(RunningApp.Portfolio("sync"))).IsProblem(409, "CONFLICT");
        var status = (await embedded.GetAsync(RunningApp.Portfolio("status"))).Is(200);
        Assert.Equal("embedded", status.Text("facts.source"));
    }

    private async Task<HttpAnswer> SyncAsync(string? body = null) =>
        await _app.WhenOverAsync((await _app.PostAsync(RunningApp.Portfolio("sync"), body)).Is(202));

    /// <summary>All tries of a sync that fails: between those of the app's own queue time would have to pass.</summary>
    private async Task<HttpAnswer> SyncInThisCallAsync()
    {
        var queue = new InlineQueue();
        var start = ActivatorUtilities.CreateInstance<StartRun>(_app.Services, queue);
        var run = await start.SyncAsync(RunningApp.Tenant, full: false, CancellationToken.None);
        var open = ActivatorUtilities.CreateInstance<OpenRun>(_app.Services, queue);
        var steps = RunSteps.Of(_app.Services) with { Open = open };
        await queue.WorkOffAsync(steps, null, CancellationToken.None);
        return (await _app.GetAsync(RunningApp.Portfolio($"runs/{run.RunId}"))).Is(200);
    }

    private int Pages() =>
        _crm.Requests.Count(request => request.StartsWith("GET /accounts", StringComparison.Ordinal));
}
