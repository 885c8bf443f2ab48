using System.Text.Json;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Tests.LanguageModel.App;

namespace CsMl.Tests.Http;

/// <summary>A run is closed by a message of its own, which may come twice, or fail on every try.</summary>
public sealed class ClosingTests
{
    private const int Accounts = 40;

    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Pages_ask_for_the_closing_and_a_second_one_changes_nothing()
    {
        await using var app = await RunningApp.StartAsync();
        var (queue, url) = await ScoreNightAsync(app);
        Assert.Equal("running", (await app.GetAsync(url)).Text("data.state"));
        Assert.Equal(0, (await app.GetAsync(RunningApp.Portfolio("cta-stats"))).At("data.totalGenerated").GetInt32());

        var closing = Assert.Single(queue.Closings);
        await app.Service<CloseRun>().RunAsync(closing, None);

        var closed = (await app.GetAsync(url)).Is(200);
        Assert.Equal("completed", closed.Text("data.state"));
        Assert.InRange(closed.At("data.counts.ctasCreated").GetInt32(), 1, Accounts);
        var after = app.Dump();
        await app.Service<CloseRun>().RunAsync(closing, None);
        await app.Service<CloseRun>().GiveUpAsync(closing, None);
        Assert.Equal(after, app.Dump());
    }

    [Fact]
    public async Task One_that_cannot_be_closed_says_so_and_a_retry_closes_it()
    {
        await using var app = await RunningApp.StartAsync();
        var (queue, url) = await ScoreNightAsync(app);

        await app.Service<CloseRun>().GiveUpAsync(Assert.Single(queue.Closings), None);

        var failed = (await app.GetAsync(url)).Is(200);
        Assert.Equal("completed_with_failures", failed.Text("data.state"));
        Assert.Equal(Accounts, failed.At("data.counts.scored").GetInt32());
        var failure = Assert.Single(failed.Items("data.failures"));
        Assert.Equal("*", failure.GetProperty("accountId").GetString());
        Assert.StartsWith("The run could not be closed", failure.GetProperty("reason").GetString()!);

        var mended = await app.WhenOverAsync((await app.PostAsync(url + "/retry")).Is(202));

        Assert.Equal("completed", mended.Text("data.state"));
        Assert.Equal(Accounts, mended.At("data.counts.scored").GetInt32());
        Assert.InRange(mended.At("data.counts.ctasCreated").GetInt32(), 1, Accounts);
    }

    [Fact]
    public async Task What_a_retry_has_cost_and_scored_is_added_to_what_was_before_it()
    {
        await using var app = await RunningApp.StartAsync();
        var runs = app.Service<RunStore>();
        var run = RunRecord.Batch("b", PredictionType.Churn, PriorityFilter.All, null, Some.Now) with
        {
            State = RunState.Running,
            RetryOf = "first",
            PlanId = "second",
            Planned = 2,
            Counts = new RunCounts(10, 6, 2, 0, 0),
            Cost = new RunCost(1_000, 0.5m, true),
        };
        await runs.AddAsync(RunningApp.Tenant, run, None);
        var page = new RunPage(3, 0, "a", "b", null, 2, null);
        await runs.AddPagesAsync(RunningApp.Tenant, run.RunId, "second", [page], None);
        var message = new RunMessage(RunningApp.Tenant, run.RunId, "second", 3, 0);
        var outcome = new PageOutcome(2, 0, [], new RunCost(30, 0.25m, false));
        await runs.FinishPageAsync(message, (await runs.FindPageAsync(message, None))!, outcome, None);

        await app.Service<CloseRun>().RunAsync(message, None);

        var closed = (await app.GetAsync(RunningApp.Portfolio("runs/" + run.RunId))).Is(200);
        Assert.Equal((8, 2), (closed.At("data.counts.scored").GetInt32(), closed.At("data.counts.cached").GetInt32()));
        Assert.Equal(1_030, closed.At("data.cost.tokens").GetInt64());
        Assert.Equal(0.75m, closed.At("data.cost.amount").GetDecimal());
        Assert.True(closed.At("data.cost.budgetExhausted").GetBoolean());
    }

    [Fact]
    public async Task Each_closing_of_a_run_is_counted_once_by_kind_and_state()
    {
        await using var app = await RunningApp.StartAsync();
        using var metrics = new RecordedMetrics(app.Services);
        var (queue, url) = await ScoreNightAsync(app);
        var closing = Assert.Single(queue.Closings);

        await app.Service<CloseRun>().GiveUpAsync(closing, None);
        await app.Service<CloseRun>().RunAsync(closing, None);
        await app.WhenOverAsync((await app.PostAsync(url + "/retry")).Is(202));

        Assert.Equal(
            ["nightly completed_with_failures", "nightly completed"],
            metrics.Of("csml.runs.closed").Select(m => $"{m.Tags["csml.run.kind"]} {m.Tags["csml.run.state"]}")
        );
    }

    [Fact]
    public async Task One_that_is_cancelled_as_it_closes_is_not_the_last_that_was_closed()
    {
        await using var app = await HeldRun.StartAppAsync();
        var (earlier, _) = await ScoreNightAsync(app);
        app.Clock.Advance(TimeSpan.FromDays(1));
        var (later, url) = await ScoreNightAsync(app);
        HeldRun
            .RunsOf(app)
            .Before(
                changes => changes[0].RowKey == later.Closings[0].RunId,
                async () => (await app.SendAsync(HttpMethod.Delete, url, null)).Is(200)
            );

        await app.Service<CloseRun>().RunAsync(later.Closings[0], None);

        Assert.Equal("cancelled", (await app.GetAsync(url)).Text("data.state"));
        Assert.Null(await FindLastAsync(app));
        // Neither does it hide one that began before it.
        await app.Service<CloseRun>().RunAsync(earlier.Closings[0], None);
        Assert.Equal(earlier.Closings[0].RunId, (await FindLastAsync(app))!.RunId);
    }

    [Fact]
    public async Task One_that_is_slow_to_close_does_not_replace_one_that_began_later()
    {
        await using var app = await HeldRun.StartAppAsync();
        var (earlier, _) = await ScoreNightAsync(app);
        app.Clock.Advance(TimeSpan.FromDays(1));
        var (later, _) = await ScoreNightAsync(app);
        HeldRun
            .RunsOf(app)
            .Before(
                changes => changes[0].RowKey == "closing",
                () => app.Service<CloseRun>().RunAsync(later.Closings[0], None)
            );

        await app.Service<CloseRun>().RunAsync(earlier.Closings[0], None);

        Assert.Equal(later.Closings[0].RunId, (await FindLastAsync(app))!.RunId);
        Assert.Equal([later.Closings[0].RunId], KeptRuns(app));
    }

    [Fact]
    public async Task One_whose_closing_is_cut_off_behind_the_end_of_the_run_is_the_last_and_is_kept_by_the_second_try()
    {
        await using var app = await HeldRun.StartAppAsync();
        var (queue, url) = await ScoreNightAsync(app);
        var closing = queue.Closings[0];
        HeldRun
            .RunsOf(app)
            .Before(changes => changes[0].RowKey == "last", () => throw new InvalidOperationException("Killed."));

        await Assert.ThrowsAsync<InvalidOperationException>(() => app.Service<CloseRun>().RunAsync(closing, None));

        Assert.Equal("completed", (await app.GetAsync(url)).Text("data.state"));
        Assert.Equal(closing.RunId, (await FindLastAsync(app))!.RunId);
        Assert.Empty(KeptRuns(app));
        await app.Service<CloseRun>().RunAsync(closing, None);
        Assert.Equal([closing.RunId], KeptRuns(app));
    }

    private static Task<ClosedRun?> FindLastAsync(RunningApp app) =>
        app.Service<ClosedRuns>().FindLastAsync(RunningApp.Tenant, None);

    /// <summary>The runs in the row of the last one.</summary>
    private static IEnumerable<string> KeptRuns(RunningApp app) =>
        app.Dump()
            .Where(row => row.StartsWith("runs default~closed last ", StringComparison.Ordinal))
            .Select(row => JsonDocument.Parse(row[row.IndexOf('{', StringComparison.Ordinal)..]).RootElement)
            .Select(run => run.GetProperty("runId").GetString()!);

    /// <summary>A night whose pages are all done and that nobody has closed.</summary>
    private static async Task<(HeldQueue Queue, string Url)> ScoreNightAsync(RunningApp app)
    {
        await app.PutSampleAsync(accounts: Accounts);
        var (queue, run, openRun) = await HeldRun.StartNightAsync(app);
        await openRun.RunAsync(queue.Runs[0], None);
        await HeldRun.ScorePagesAsync(app, queue);
        return (queue, RunningApp.Portfolio($"runs/{run.RunId}"));
    }
}
