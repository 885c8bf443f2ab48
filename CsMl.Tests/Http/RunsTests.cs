using CsMl.Core.Accounts;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using CsMl.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace CsMl.Tests.Http;

public sealed class RunsTests
{
    private const int Accounts = 100;
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly string Runs = RunningApp.Portfolio("runs");
    private static readonly string BatchPredict = RunningApp.Portfolio("batch-predict");

    [Fact]
    public async Task They_are_listed_newest_first_as_many_as_asked()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: 3);
        var started = new List<string>();
        await app.NightAsync();
        started.Add("nightly-2026-03-04");
        for (var i = 0; i < 3; i++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            var accepted = (await app.PostAsync(BatchPredict, "{}")).Is(202);
            await app.WhenOverAsync(accepted);
            started.Insert(0, accepted.Text("runId")!);
        }

        var all = (await app.GetAsync(Runs)).Is(200);
        Assert.Equal(["data"], all.Json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(started, Ids(all));
        Assert.All(all.Items("data"), run => JsonShape.Is(run, Shapes.Run));
        Assert.Equal(
            (await app.GetAsync(Runs + "/" + started[0])).Data.GetRawText(),
            all.Items("data")[0].GetRawText()
        );
        Assert.Equal(started.Take(2), Ids((await app.GetAsync(Runs + "?limit=2")).Is(200)));
        foreach (var limit in (string[])["0", "101", "x", "1.5"])
        {
            (await app.GetAsync(Runs + "?limit=" + limit)).IsProblem(400, "INVALID_REQUEST", "limit");
        }
    }

    [Fact]
    public async Task Without_a_limit_the_newest_20_are_listed()
    {
        await using var app = await RunningApp.StartAsync();
        for (var i = 0; i < 21; i++)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            (await app.PostAsync(BatchPredict, "{}")).Is(202);
        }

        Assert.Equal(20, (await app.GetAsync(Runs)).Is(200).Items("data").Count);
        Assert.Equal(21, (await app.GetAsync(Runs + "?limit=100")).Is(200).Items("data").Count);
    }

    [Fact]
    public async Task One_that_is_running_tells_how_far_it_is()
    {
        StoppingTable? results = null;
        await using var app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Results = results = new StoppingTable(tables.Results),
            }
        );
        await app.PutSampleAsync();
        using var cut = new CancellationTokenSource();
        results!.StopAfter(8, cut);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.NightAsync(cut.Token));

        var half = (await app.GetAsync(Runs + "/nightly-2026-03-04")).Is(200);

        Assert.Equal("running", half.Text("data.state"));
        Assert.Null(half.Text("data.completedAt"));
        Assert.Equal(250, Count(half, "accounts"));
        Assert.InRange(Count(half, "scored"), 1, 249);
        Assert.Equal(Math.Round(Count(half, "scored") / 250.0, 4), half.Number("data.progress"));
        Assert.Equal(
            half.Data.GetRawText(),
            Assert.Single((await app.GetAsync(Runs)).Is(200).Items("data")).GetRawText()
        );

        results.GoOn();
        await app.NightAsync();
        var whole = await app.GetAsync(Runs + "/nightly-2026-03-04");
        Assert.Equal(
            ("completed", 1, 250),
            (whole.Text("data.state"), whole.Number("data.progress"), Count(whole, "scored"))
        );
    }

    /// <summary>As the host runs it, with the app's own host.json: five tries, then the queue of poisoned messages.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_page_that_fails_on_every_try_is_given_up_and_a_retry_scores_its_accounts_alone(bool reads)
    {
        FailingTable? results = null;
        await using var app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Results = results = new FailingTable(tables.Results),
            }
        );
        await app.PutSampleAsync(accounts: Accounts);
        var lost = await BrokenAsync(app);
        results!.Fail(Bucket.Partition(RunningApp.Tenant, 3), reads);

        var accepted = (await app.PostAsync(BatchPredict, "{}")).Is(202);
        var run = await WhenOverAsTimePassesAsync(app, accepted.Text("statusUrl")!);

        Assert.Equal("completed_with_failures", run.Text("data.state"));
        Assert.Equal((Accounts, Accounts - lost.Count, lost.Count), Counts(run));
        Assert.Equal(1, run.Number("data.progress"));
        Assert.Equal(lost, Failed(run));
        Assert.All(run.Items("data.failures"), f => Assert.NotEmpty(f.GetProperty("reason").GetString()!));
        Assert.Single(
            app.Log.Errors,
            e =>
                e.Message.EndsWith("is moved to the queue csml-pages-poison after 5 attempts", StringComparison.Ordinal)
        );
        // Five tries, and where nothing can be read one more look at what was scored.
        Assert.Equal(reads ? 6 : 5, results.Failures);
        var before = Histories(app);
        Assert.Equal(Accounts - lost.Count, before.Count);

        results.Mend();
        var again = (await app.PostAsync(accepted.Text("statusUrl") + "/retry")).Is(202);
        Assert.Equal(accepted.Body, again.Body);
        Assert.Equal(accepted.Headers["Operation-Location"], again.Headers["Operation-Location"]);
        var mended = await app.WhenOverAsync(again);

        Assert.Equal("completed", mended.Text("data.state"));
        Assert.Equal((Accounts, Accounts, 0), Counts(mended));
        Assert.Empty(mended.Items("data.failures"));
        Assert.Equal(Accounts, Histories(app).Count);
        Assert.Empty(before.Except(Histories(app)));
        (await app.PostAsync(again.Text("statusUrl") + "/retry")).IsProblem(409, "CONFLICT");
    }

    [Fact]
    public async Task A_night_with_a_page_given_up_makes_its_CTAs_and_a_retry_those_of_the_rest()
    {
        FailingTable? results = null;
        await using var app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Results = results = new FailingTable(tables.Results),
            }
        );
        await app.PutSampleAsync();
        var lost = await BrokenAsync(app);
        results!.Fail(Bucket.Partition(RunningApp.Tenant, 3), reads: false);

        await app.NightAsync();

        var run = (await app.GetAsync(Runs + "/nightly-2026-03-04")).Is(200);
        Assert.Equal("completed_with_failures", run.Text("data.state"));
        Assert.Equal(lost, Failed(run));
        Assert.Equal(Rows(app, " c~").Count, Count(run, "ctasCreated"));
        Assert.InRange(Count(run, "ctasCreated"), 1, 250);

        results.Mend();
        var mended = await app.WhenOverAsync((await app.PostAsync(Runs + "/nightly-2026-03-04/retry")).Is(202));
        Assert.Equal(("completed", (250, 250, 0)), (mended.Text("data.state"), Counts(mended)));
        Assert.Equal(Rows(app, " c~").Count, Count(mended, "ctasCreated"));
        Assert.True(Count(mended, "ctasCreated") > Count(run, "ctasCreated"), mended.Body);
    }

    [Fact]
    public async Task What_fails_again_in_a_retry_can_be_retried_again()
    {
        FailingTable? results = null;
        await using var app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Results = results = new FailingTable(tables.Results),
            }
        );
        await app.PutSampleAsync(accounts: Accounts);
        var lost = await BrokenAsync(app);
        results!.Fail(Bucket.Partition(RunningApp.Tenant, 3), reads: true);
        var url = (await app.PostAsync(BatchPredict, "{}")).Is(202).Text("statusUrl")!;
        await WhenOverAsTimePassesAsync(app, url);

        (await app.PostAsync(url + "/retry")).Is(202);
        var still = await WhenOverAsTimePassesAsync(app, url);

        Assert.Equal("completed_with_failures", still.Text("data.state"));
        Assert.Equal((Accounts, Accounts - lost.Count, lost.Count), Counts(still));
        Assert.Equal(lost, Failed(still));
        results.Mend();
        var mended = await app.WhenOverAsync((await app.PostAsync(url + "/retry")).Is(202));
        Assert.Equal(("completed", (Accounts, Accounts, 0)), (mended.Text("data.state"), Counts(mended)));
    }

    [Fact]
    public async Task A_retry_whose_message_was_not_sent_is_sent_by_the_next_call()
    {
        await using var app = await StartWithFailuresAsync();
        var id = "nightly-2026-03-04";
        var broken = Substitute.For<IWorkQueue>();
        broken
            .SendAsync("", [], None)
            .ThrowsAsyncForAnyArgs(new StorageUnavailableException("The queue cannot be reached."));
        var unsent = ActivatorUtilities.CreateInstance<StartRun>(app.Services, broken);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => unsent.RetryAsync(RunningApp.Tenant, id, None));

        Assert.Equal("queued", (await app.GetAsync(Runs + "/" + id)).Text("data.state"));
        var run = await app.WhenOverAsync((await app.PostAsync(Runs + "/" + id + "/retry")).Is(202));
        Assert.Equal(("completed", (Accounts, Accounts, 0)), (run.Text("data.state"), Counts(run)));
    }

    [Fact]
    public async Task A_run_without_failures_cannot_be_retried()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: 5);
        await app.NightAsync();
        var before = app.Dump();

        (await app.PostAsync(Runs + "/nightly-2026-03-04/retry")).IsProblem(409, "CONFLICT");

        Assert.Equal(before, app.Dump());
    }

    [Theory]
    [InlineData("batch-0")]
    [InlineData("nightly-2026-03-03")]
    [InlineData("~")]
    public async Task One_that_there_is_not_is_neither_told_of_nor_retried_nor_cancelled(string id)
    {
        await using var app = await RunningApp.StartAsync();

        (await app.GetAsync(Runs + "/" + id)).IsProblem(404, "RUN_NOT_FOUND");
        (await app.PostAsync(Runs + "/" + id + "/retry")).IsProblem(404, "RUN_NOT_FOUND");
        (await app.SendAsync(HttpMethod.Delete, Runs + "/" + id, null)).IsProblem(404, "RUN_NOT_FOUND");
    }

    [Fact]
    public async Task One_that_is_cancelled_keeps_what_it_scored_and_does_no_more()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: Accounts);
        var (queue, run, openRun) = await StartBatchAsync(app);
        await openRun.RunAsync(queue.Runs[0], None);
        var scored = await app.Service<ScorePage>().RunAsync(queue.Pages[0], None);
        Assert.InRange(scored, 1, Accounts - 1);

        app.Clock.Advance(TimeSpan.FromMinutes(5));
        var cancelled = (await app.SendAsync(HttpMethod.Delete, Runs + "/" + run.RunId, null)).Is(200);

        JsonShape.Is(cancelled.Data, Shapes.Run);
        Assert.Equal("cancelled", cancelled.Text("data.state"));
        Assert.Equal(app.Clock.GetUtcNow(), cancelled.At("data.completedAt").GetDateTimeOffset());
        Assert.Equal((Accounts, scored, 0), Counts(cancelled));
        Assert.Equal(Math.Round((double)scored / Accounts, 4), cancelled.Number("data.progress"));
        Assert.Equal(cancelled.Body, (await app.GetAsync(Runs + "/" + run.RunId)).Body);
        var before = app.Dump();
        foreach (var page in queue.Pages)
        {
            Assert.Equal(0, await app.Service<ScorePage>().RunAsync(page, None));
            await app.Service<ScorePage>().GiveUpAsync(page, None);
        }

        Assert.Equal(0, await openRun.RunAsync(queue.Runs[0], None));
        (await app.SendAsync(HttpMethod.Delete, Runs + "/" + run.RunId, null)).IsProblem(409, "CONFLICT");
        (await app.PostAsync(Runs + "/" + run.RunId + "/retry")).IsProblem(409, "CONFLICT");
        Assert.Equal(before, app.Dump());
    }

    [Fact]
    public async Task One_that_is_cancelled_before_it_is_opened_scores_nothing()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: 5);
        var (queue, run, openRun) = await StartBatchAsync(app);

        var cancelled = (await app.SendAsync(HttpMethod.Delete, Runs + "/" + run.RunId, null)).Is(200);
        Assert.Equal(0, await openRun.RunAsync(queue.Runs[0], None));

        Assert.Equal(("cancelled", (0, 0, 0)), (cancelled.Text("data.state"), Counts(cancelled)));
        Assert.Empty(queue.Pages);
        Assert.Equal(cancelled.Body, (await app.GetAsync(Runs + "/" + run.RunId)).Body);
    }

    [Fact]
    public async Task One_that_is_cancelled_while_it_is_planned_sends_no_pages()
    {
        MeanwhileTable? runs = null;
        await using var app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Runs = runs = new MeanwhileTable(tables.Runs),
            }
        );
        await app.PutSampleAsync(accounts: 5);
        var (queue, run, openRun) = await StartBatchAsync(app);
        runs!.Before(
            changes => changes[0].RowKey == run.RunId,
            async () => (await app.SendAsync(HttpMethod.Delete, Runs + "/" + run.RunId, null)).Is(200)
        );

        Assert.Equal(0, await openRun.RunAsync(queue.Runs[0], None));

        Assert.Empty(queue.Pages);
        Assert.Equal("cancelled", (await app.GetAsync(Runs + "/" + run.RunId)).Text("data.state"));
    }

    [Fact]
    public async Task Of_two_that_plan_the_same_run_at_once_one_plan_is_worked_off()
    {
        MeanwhileTable? runs = null;
        await using var app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Runs = runs = new MeanwhileTable(tables.Runs),
            }
        );
        await app.PutSampleAsync(accounts: Accounts);
        var (queue, run, openRun) = await StartBatchAsync(app);
        var open = queue.Runs[0];
        runs!.Before(changes => changes[0].RowKey == run.RunId, () => openRun.RunAsync(open, None));

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
        var (queue, run, openRun) = await StartBatchAsync(app);
        await openRun.RunAsync(queue.Runs[0], None);
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
        MeanwhileTable? runs = null;
        await using var app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Runs = runs = new MeanwhileTable(tables.Runs),
            }
        );
        await app.PutSampleAsync(accounts: Accounts);
        var (queue, run, openRun) = await StartBatchAsync(app);
        await openRun.RunAsync(queue.Runs[0], None);
        // In another process: one and the same passes over a page that it has in work.
        var other = ActivatorUtilities.CreateInstance<ScorePage>(app.Services);
        foreach (var page in queue.Pages)
        {
            runs!.Before(
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
        var (queue, run, openRun) = await StartBatchAsync(app);
        await openRun.RunAsync(queue.Runs[0], None);
        var first = queue.Pages;
        foreach (var page in first)
        {
            await app.Service<ScorePage>().GiveUpAsync(page, None);
        }

        await app.WhenAsync(Runs + "/" + run.RunId, RunningApp.IsOver);
        var startRun = ActivatorUtilities.CreateInstance<StartRun>(app.Services, queue);
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
        var (queue, run, openRun) = await StartBatchAsync(app);
        await openRun.RunAsync(queue.Runs[0], None);
        var page = queue.Pages[0];
        var store = app.Service<RunStore>();
        var ids = new List<string>();
        await foreach (var id in app.Index.ListIdsAsync(RunningApp.Tenant, page.Bucket, null, None))
        {
            ids.Add(id);
        }

        var account = (await app.Index.FindAsync(new AccountKey(RunningApp.Tenant, ids[0]), None))!;
        var made = await app.Service<Predictor>()
            .PredictAsync(RunningApp.Tenant, account, run.Type, 90, app.Clock.GetUtcNow(), None, run.RunId);
        await app.Service<PredictionWriter>().SaveAsync(RunningApp.Tenant, made, null, None);

        await app.Service<ScorePage>().GiveUpAsync(page, None);

        var outcome = (await store.FindPageAsync(page, None))!.Page.Outcome!;
        Assert.Equal(1, outcome.Scored);
        Assert.Equal(ids.Skip(1), outcome.Failures.Select(f => f.AccountId));
    }

    [Fact]
    public async Task An_account_that_cannot_be_read_costs_its_page_one_retry_and_is_named_alone_after_it()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: Accounts);
        var lost = await BrokenAsync(app);
        var broken = EntityChange.Upsert(EntityKey.Of(lost[0], "0"), "{"u8.ToArray());
        var partition = Bucket.Partition(RunningApp.Tenant, 3);
        Assert.True((await app.Service<Tables>().Accounts.WriteAsync(partition, [broken], None)).Succeeded);
        var url = (await app.PostAsync(BatchPredict, "{}")).Is(202).Text("statusUrl")!;
        Assert.Equal(lost, Failed(await WhenOverAsTimePassesAsync(app, url)));

        var run = await app.WhenOverAsync((await app.PostAsync(url + "/retry")).Is(202));

        Assert.Equal("completed_with_failures", run.Text("data.state"));
        Assert.Equal((Accounts, Accounts - 1, 1), Counts(run));
        Assert.Equal(lost[..1], Failed(run));
    }

    [Fact]
    public async Task No_tenant_sees_retries_or_cancels_the_runs_of_another()
    {
        await using var app = await RunningApp.StartAsync(("Tenancy:Mode", "Header"));
        await app.PutSampleAsync("a", 5);
        var (a, b) = (("X-Tenant-ID", "a"), ("X-Tenant-ID", "b"));
        var startRun = ActivatorUtilities.CreateInstance<StartRun>(app.Services, new HeldQueue());
        var run = await startRun.BatchAsync("a", PredictionType.Churn, PriorityFilter.All, 100, None);
        var one = Runs + "/" + run.RunId;

        Assert.Empty((await app.GetAsync(Runs, b)).Is(200).Items("data"));
        (await app.GetAsync(one, b)).IsProblem(404, "RUN_NOT_FOUND");
        (await app.PostAsync(one + "/retry", null, b)).IsProblem(404, "RUN_NOT_FOUND");
        (await app.SendAsync(HttpMethod.Delete, one, null, b)).IsProblem(404, "RUN_NOT_FOUND");

        Assert.Equal([run.RunId], Ids((await app.GetAsync(Runs, a)).Is(200)));
        Assert.Equal("queued", (await app.GetAsync(one, a)).Is(200).Text("data.state"));
        var own = (await app.PostAsync(BatchPredict, "{}", b)).Is(202);
        var none = await app.WhenAsync(own.Text("statusUrl")!, RunningApp.IsOver, b);
        Assert.Equal(("completed", (0, 0, 0)), (none.Text("data.state"), Counts(none)));
    }

    private static async Task<(HeldQueue Queue, RunRecord Run, OpenRun OpenRun)> StartBatchAsync(RunningApp app)
    {
        var queue = new HeldQueue();
        var startRun = ActivatorUtilities.CreateInstance<StartRun>(app.Services, queue);
        var run = await startRun.BatchAsync(
            RunningApp.Tenant,
            PredictionType.Churn,
            PriorityFilter.All,
            Accounts,
            None
        );
        return (queue, run, ActivatorUtilities.CreateInstance<OpenRun>(app.Services, queue));
    }

    /// <summary>An app whose night was over with failures, and whose store is whole again.</summary>
    private static async Task<RunningApp> StartWithFailuresAsync()
    {
        FailingTable? results = null;
        var app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Results = results = new FailingTable(tables.Results),
            }
        );
        await app.PutSampleAsync(accounts: Accounts);
        results!.Fail(Bucket.Partition(RunningApp.Tenant, 3), reads: false);
        await app.NightAsync();
        results.Mend();
        return app;
    }

    /// <summary>The accounts of the partition that fails, in order.</summary>
    private static async Task<List<string>> BrokenAsync(RunningApp app)
    {
        var ids = new List<string>();
        await foreach (var id in app.Index.ListIdsAsync(RunningApp.Tenant, 3, null, None))
        {
            ids.Add(id);
        }

        Assert.InRange(ids.Count, 2, 50);
        ids.Sort(StringComparer.Ordinal);
        return ids;
    }

    /// <summary>A second goes by with each look, because a message that failed waits before it is tried again.</summary>
    private static Task<HttpAnswer> WhenOverAsTimePassesAsync(RunningApp app, string url) =>
        app.WhenAsync(
            url,
            run =>
            {
                app.Clock.Advance(TimeSpan.FromSeconds(1));
                return RunningApp.IsOver(run);
            }
        );

    private static List<string> Ids(HttpAnswer runs) =>
        [.. runs.Items("data").Select(run => run.GetProperty("runId").GetString()!)];

    private static int Count(HttpAnswer run, string name) => run.At("data.counts." + name).GetInt32();

    private static (int Accounts, int Scored, int Failed) Counts(HttpAnswer run) =>
        (Count(run, "accounts"), Count(run, "scored"), Count(run, "failed"));

    private static List<string> Failed(HttpAnswer run) =>
        [
            .. run.Items("data.failures")
                .Select(f => f.GetProperty("accountId").GetString()!)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>A row of each prediction that was ever made: what it was made of.</summary>
    private static List<string> Histories(RunningApp app) => Rows(app, " w~");

    private static List<string> Rows(RunningApp app, string kind) =>
        [
            .. app.Dump()
                .Where(r =>
                    r.StartsWith("results ", StringComparison.Ordinal)
                    && r.Split('{')[0].Contains(kind, StringComparison.Ordinal)
                ),
        ];
}
