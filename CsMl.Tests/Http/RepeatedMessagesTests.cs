using CsMl.Core.Accounts;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using Microsoft.Extensions.DependencyInjection;
using static CsMl.Tests.Http.HeldRun;
using static CsMl.Tests.Http.RunCalls;

namespace CsMl.Tests.Http;

/// <summary>Messages of a run that come twice, at once, or too late.</summary>
public sealed class RepeatedMessagesTests
{
    private const int Accounts = 100;
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Of_two_that_plan_the_same_run_at_once_one_plan_is_worked_off()
    {
        await using var app = await StartAppAsync();
        var runs = RunsOf(app);
        await app.PutSampleAsync(accounts: Accounts);
        var (queue, run, openRun) = await StartBatchAsync(app, Accounts);
        var open = queue.Runs[0];
        runs.Before(changes => changes[0].RowKey == run.RunId, () => openRun.RunAsync(open, None));

        Assert.Equal(Accounts, await openRun.RunAsync(open, None));

        var plan = (await app.Service<RunStore>().FindAsync(RunningApp.Tenant, run.RunId, None))!.Run.PlanId;
        Assert.All(queue.Pages, page => Assert.Equal(plan, page.PlanId));
        foreach (var page in queue.Pages)
        {
            await app.Service<ScorePage>().RunAsync(page, None);
        }

        var done = await app.WhenAsync(Runs + "/" + run.RunId, RunningApp.IsOver);
        Assert.Equal(("completed", (Accounts, Accounts, 0)), (done.Text("data.state"), Counts(done)));
        Assert.Equal(Accounts, Histories(app).Count);
    }

    [Fact]
    public async Task Messages_that_are_delivered_again_change_nothing()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: Accounts);
        var (queue, run, openRun) = await OpenBatchAsync(app, Accounts);
        var pages = queue.Pages;
        var scorePage = app.Service<ScorePage>();
        foreach (var page in pages)
        {
            await scorePage.RunAsync(page, None);
            if (page == pages[^1])
            {
                await app.WhenAsync(Runs + "/" + run.RunId, RunningApp.IsOver);
            }

            var before = app.Dump();
            Assert.Equal(0, await scorePage.RunAsync(page, None));
            await scorePage.GiveUpAsync(page, None);
            Assert.Equal(before, app.Dump());
        }

        var plan = pages[0].PlanId!;
        await app.Service<CloseRun>().RunAsync(RunMessage.Close(RunningApp.Tenant, run.RunId, plan), None);
        await app.Service<CloseRun>().GiveUpAsync(RunMessage.Close(RunningApp.Tenant, run.RunId, plan), None);
        var after = app.Dump();
        foreach (var page in pages)
        {
            Assert.Equal(0, await scorePage.RunAsync(page, None));
        }

        Assert.Equal(0, await openRun.RunAsync(queue.Runs[0], None));
        Assert.Equal(pages.Count, queue.Pages.Count);
        Assert.Equal(after, app.Dump());
        var done = await app.WhenAsync(Runs + "/" + run.RunId, RunningApp.IsOver);
        Assert.Equal(("completed", (Accounts, Accounts, 0)), (done.Text("data.state"), Counts(done)));
    }

    [Fact]
    public async Task A_page_that_two_finish_at_once_is_counted_once()
    {
        await using var app = await StartAppAsync();
        var runs = RunsOf(app);
        await app.PutSampleAsync(accounts: Accounts);
        var (queue, run, openRun) = await OpenBatchAsync(app, Accounts);
        // In another process: one and the same passes over a page that it has in work.
        var other = ActivatorUtilities.CreateInstance<ScorePage>(app.Services);
        foreach (var page in queue.Pages)
        {
            runs.Before(
                changes => changes[0].RowKey.StartsWith("page", StringComparison.Ordinal),
                () => other.RunAsync(page, None)
            );
            await app.Service<ScorePage>().RunAsync(page, None);
        }

        var done = await app.WhenAsync(Runs + "/" + run.RunId, RunningApp.IsOver);
        Assert.Equal(("completed", (Accounts, Accounts, 0)), (done.Text("data.state"), Counts(done)));
        Assert.Equal(Accounts, Histories(app).Count);
    }

    [Fact]
    public async Task Pages_of_a_plan_that_a_retry_replaced_do_nothing()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: Accounts);
        var (queue, run, openRun) = await OpenBatchAsync(app, Accounts);
        var first = queue.Pages;
        foreach (var page in first)
        {
            await app.Service<ScorePage>().GiveUpAsync(page, None);
        }

        await app.WhenAsync(Runs + "/" + run.RunId, RunningApp.IsOver);
        var startRun = queue.Step<StartRun>(app);
        Assert.True((await startRun.RetryAsync(RunningApp.Tenant, run.RunId, None))!.IsChanged);
        await openRun.RunAsync(queue.Runs[1], None);
        var before = app.Dump();

        foreach (var page in first)
        {
            Assert.Equal(0, await app.Service<ScorePage>().RunAsync(page, None));
        }

        Assert.Equal(before, app.Dump());
    }

    [Fact]
    public async Task A_page_given_up_half_way_names_only_what_was_not_scored()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: Accounts);
        var (queue, run, openRun) = await OpenBatchAsync(app, Accounts);
        var page = queue.Pages[0];
        var store = app.Service<RunStore>();
        var ids = new List<string>();
        await foreach (var id in app.Index.ListIdsAsync(RunningApp.Tenant, page.Bucket, null, None))
        {
            ids.Add(id);
        }

        var account = (await app.Index.FindAsync(new AccountKey(RunningApp.Tenant, ids[0]), None))!;
        var made = await app.Service<Predictor>()
            .PredictAsync(
                RunningApp.Tenant,
                account,
                run.Type,
                90,
                new PredictionScale(new RiskScale()),
                app.Clock.GetUtcNow(),
                None,
                new PredictingRun(run.RunId, IsOfCaller: true, run.StartedAt)
            );
        await app.Service<PredictionWriter>().SaveAsync(RunningApp.Tenant, made, null, None);

        await app.Service<ScorePage>().GiveUpAsync(page, None);

        var outcome = (await store.FindPageAsync(page, None))!.Page.Outcome!;
        Assert.Equal(1, outcome.Scored);
        Assert.Equal(ids.Skip(1), outcome.Failures.Select(f => f.AccountId));
    }
}
