using CsMl.Core.Portfolio;
using CsMl.Core.Storage;
using CsMl.Tests.Storage;
using static CsMl.Tests.Http.HeldRun;
using static CsMl.Tests.Http.RunCalls;

namespace CsMl.Tests.Http;

/// <summary>What becomes of a run whose opening message fails on every try.</summary>
public sealed class UnopenedRunsTests
{
    private const int Accounts = 100;
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly string Broken = Bucket.Partition(RunningApp.Tenant, 3);

    /// <summary>As the host runs it, with the app's own host.json: five tries, then the queue of poisoned messages.</summary>
    [Fact]
    public async Task One_that_cannot_be_planned_says_so_and_a_retry_plans_it_from_the_start()
    {
        FailingTable? accounts = null;
        await using var app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Accounts = accounts = new FailingTable(tables.Accounts),
            }
        );
        await app.PutSampleAsync(accounts: Accounts);
        accounts!.Fail(Broken, reads: true);

        var url = (await app.PostAsync(BatchPredict, "{}")).Is(202).Text("statusUrl")!;
        var run = await WhenOverAsTimePassesAsync(app, url);

        JsonShape.Is(run.Data, Shapes.Run);
        Assert.Equal("completed_with_failures", run.Text("data.state"));
        Assert.Equal((0, 0, 0), Counts(run));
        Assert.Equal(0, run.Number("data.progress"));
        Assert.Equal(
            [("*", "No account was scored: the run could not be planned on any try.")],
            run.Items("data.failures")
                .Select(f => (f.GetProperty("accountId").GetString(), f.GetProperty("reason").GetString()))
        );
        Assert.Equal(5, accounts.Failures);
        Assert.Single(
            app.Log.Errors,
            e => e.Message.EndsWith("is moved to the queue csml-runs-poison after 5 attempts", StringComparison.Ordinal)
        );

        accounts.Mend();
        var mended = await app.WhenOverAsync((await app.PostAsync(url + "/retry")).Is(202));

        Assert.Equal(("completed", (Accounts, Accounts, 0)), (mended.Text("data.state"), Counts(mended)));
        Assert.Equal(1, mended.Number("data.progress"));
        Assert.Empty(mended.Items("data.failures"));
    }

    [Fact]
    public async Task One_whose_pages_cannot_be_sent_names_what_is_not_scored_and_a_retry_scores_that()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: Accounts);
        var (queue, run, openRun) = await OpenBatchAsync(app);
        var scored = await app.Service<ScorePage>().RunAsync(queue.Pages[0], None);
        Assert.InRange(scored, 1, Accounts - 1);

        await openRun.GiveUpAsync(queue.Runs[0], None);

        var failed = await app.WhenAsync(Runs + "/" + run.RunId, RunningApp.IsOver);
        Assert.Equal("completed_with_failures", failed.Text("data.state"));
        Assert.Equal((Accounts, scored, Accounts - scored), Counts(failed));
        Assert.Equal(Accounts - scored, failed.Items("data.failures").Count);
        Assert.All(
            failed.Items("data.failures"),
            f => Assert.StartsWith("The run could not be opened", f.GetProperty("reason").GetString()!)
        );
        var before = app.Dump();
        await openRun.GiveUpAsync(queue.Runs[0], None);
        foreach (var page in queue.Pages)
        {
            Assert.Equal(0, await app.Service<ScorePage>().RunAsync(page, None));
        }

        Assert.Equal(before, app.Dump());
        var mended = await app.WhenOverAsync((await app.PostAsync(Runs + "/" + run.RunId + "/retry")).Is(202));
        Assert.Equal(("completed", (Accounts, Accounts, 0)), (mended.Text("data.state"), Counts(mended)));
    }

    [Fact]
    public async Task A_retry_that_cannot_be_planned_leaves_what_had_failed_to_the_next_retry()
    {
        FailingTable? results = null;
        await using var app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Results = results = new FailingTable(tables.Results),
            }
        );
        await app.PutSampleAsync(accounts: Accounts);
        results!.Fail(Broken, reads: false);
        await app.NightAsync();
        results.Mend();
        var url = Runs + "/nightly-2026-03-04";
        var before = (await app.GetAsync(url)).Is(200);
        var (queue, _, openRun) = await StartBatchAsync(app);
        var startRun = queue.Step<StartRun>(app);

        await startRun.RetryAsync(RunningApp.Tenant, "nightly-2026-03-04", None);
        await openRun.GiveUpAsync(queue.Runs[1], None);

        var still = (await app.GetAsync(url)).Is(200);
        Assert.Equal("completed_with_failures", still.Text("data.state"));
        Assert.Equal(before.At("data.counts").GetRawText(), still.At("data.counts").GetRawText());
        Assert.Equal(1, still.Number("data.progress"));
        Assert.Equal(["*", .. Listed(before)], Listed(still));
        Assert.StartsWith(
            "What had failed was not scored again",
            still.Items("data.failures")[0].GetProperty("reason").GetString()!
        );
        var mended = await app.WhenOverAsync((await app.PostAsync(url + "/retry")).Is(202));
        Assert.Equal(("completed", (Accounts, Accounts, 0)), (mended.Text("data.state"), Counts(mended)));
    }

    [Fact]
    public async Task One_that_somebody_else_plans_meanwhile_goes_on()
    {
        await using var app = await StartAppAsync();
        var runs = RunsOf(app);
        await app.PutSampleAsync(accounts: 5);
        var (queue, run, openRun) = await StartBatchAsync(app);
        runs.Before(
            changes => changes[0].RowKey == run.RunId,
            async () => Assert.Equal(5, await openRun.RunAsync(queue.Runs[0], None))
        );

        await openRun.GiveUpAsync(queue.Runs[0], None);

        Assert.Equal("running", (await app.GetAsync(Runs + "/" + run.RunId)).Text("data.state"));
    }

    [Fact]
    public async Task One_that_is_cancelled_or_unknown_is_let_be()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: 5);
        var (queue, run, openRun) = await StartBatchAsync(app);
        (await app.SendAsync(HttpMethod.Delete, Runs + "/" + run.RunId, null)).Is(200);
        var before = app.Dump();

        await openRun.GiveUpAsync(queue.Runs[0], None);
        await openRun.GiveUpAsync(RunMessage.Open(RunningApp.Tenant, "batch-0"), None);

        Assert.Equal(before, app.Dump());
    }

    private static List<string> Listed(HttpAnswer run) =>
        [.. run.Items("data.failures").Select(f => f.GetProperty("accountId").GetString()!)];
}
