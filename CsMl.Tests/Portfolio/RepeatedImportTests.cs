using CsMl.Core.Portfolio;
using CsMl.Tests.Http;

namespace CsMl.Tests.Portfolio;

/// <summary>Imports whose message comes twice, that are cancelled, take long, or fail on every try.</summary>
public sealed class RepeatedImportTests
{
    private const string Tenant = RunningApp.Tenant;
    private const string FirstBatch = "batch~0000000";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_message_that_comes_again_changes_nothing()
    {
        await using var app = await HeldRun.StartAppAsync();
        var (queue, open) = await StartAsync(app);
        await queue.Step<OpenRun>(app).RunAsync(open, None);
        var before = app.Dump();

        await queue.Step<OpenRun>(app).RunAsync(open, None);
        await queue.Step<OpenRun>(app).GiveUpAsync(open, None);

        Assert.Equal(before, app.Dump());
        Assert.Equal([open], queue.Runs);
    }

    [Fact]
    public async Task One_that_comes_meanwhile_to_the_same_process_is_dropped()
    {
        await using var app = await HeldRun.StartAppAsync();
        var (_, open) = await StartAsync(app);
        var came = false;
        HeldRun
            .RunsOf(app)
            .Before(
                changes => changes[0].RowKey == FirstBatch,
                async () =>
                {
                    await app.Service<OpenRun>().RunAsync(open, None);
                    came = (await FindAsync(app, open)).State == RunState.Running;
                }
            );

        await app.Service<OpenRun>().RunAsync(open, None);

        Assert.True(came);
        await IsWholeAsync(app, open);
    }

    [Fact]
    public async Task One_that_comes_meanwhile_to_another_process_takes_the_import_over()
    {
        await using var app = await HeldRun.StartAppAsync();
        var (queue, open) = await StartAsync(app);
        HeldRun
            .RunsOf(app)
            .Before(changes => changes[0].RowKey == FirstBatch, () => queue.Step<ImportRun>(app).RunAsync(open, None));

        await queue.Step<ImportRun>(app).RunAsync(open, None);

        await IsWholeAsync(app, open);
    }

    [Fact]
    public async Task One_that_is_cancelled_stops_and_leaves_nothing_but_what_came_in()
    {
        await using var app = await HeldRun.StartAppAsync();
        var (queue, open) = await StartAsync(app);
        var url = RunCalls.Runs + "/" + open.RunId;
        HeldRun
            .RunsOf(app)
            .Before(
                changes => changes[0].RowKey == "batch~0000001",
                async () => (await app.SendAsync(HttpMethod.Delete, url, null)).Is(200)
            );

        await queue.Step<OpenRun>(app).RunAsync(open, None);

        var run = (await app.GetAsync(url)).Is(200);
        Assert.Equal("cancelled", run.Text("data.state"));
        var report = run.At("data.report");
        Assert.True(report.GetProperty("imported").GetInt32() >= 500);
        Assert.Equal(
            report.GetProperty("received").GetInt32(),
            report.GetProperty("imported").GetInt32() + report.GetProperty("failed").GetInt32()
        );
        (await app.ContextAsync("k600")).Is(200);
        (await app.ContextAsync("k1099")).Is(404);
        Assert.DoesNotContain(app.Dump(withBodies: false), LeftImport.IsOfFile);
        (await app.PostAsync(url + "/retry")).IsProblem(409, "CONFLICT");
    }

    [Fact]
    public async Task One_that_takes_long_goes_on_with_another_message()
    {
        await using var app = await HeldRun.StartAppAsync();
        var (queue, open) = await StartAsync(app);
        HeldRun
            .RunsOf(app)
            .Before(
                changes => changes[0].RowKey == FirstBatch,
                () =>
                {
                    app.Clock.Advance(TimeSpan.FromMinutes(4) + TimeSpan.FromSeconds(1));
                    return Task.CompletedTask;
                }
            );

        await queue.Step<ImportRun>(app).RunAsync(open, None);
        Assert.Equal(RunState.Running, (await FindAsync(app, open)).State);
        Assert.Equal([open, open], queue.Runs);
        await queue.Step<ImportRun>(app).RunAsync(open, None);

        await IsWholeAsync(app, open);
    }

    [Fact]
    public async Task One_that_fails_on_every_try_ends_and_says_so()
    {
        await using var app = await HeldRun.StartAppAsync();
        var (queue, open) = await StartAsync(app);

        await queue.Step<OpenRun>(app).GiveUpAsync(open, None);

        var run = await FindAsync(app, open);
        Assert.Equal(RunState.CompletedWithFailures, run.State);
        Assert.Equal(RunFailure.WholeRun, Assert.Single(run.Failures).AccountId);
        Assert.DoesNotContain(app.Dump(withBodies: false), LeftImport.IsOfFile);
        (await app.GetAsync(RunCalls.Runs + "/" + open.RunId)).Is(200);
    }

    private static async Task<(HeldQueue Queue, RunMessage Open)> StartAsync(RunningApp app)
    {
        var queue = new HeldQueue();
        await LeftImport.PrepareAsync(app, Tenant);
        var import = LeftImport.Accounts;
        await queue.Step<StartImport>(app).RunAsync(Tenant, import.Source, import.Options, None);
        return (queue, queue.Runs.Single());
    }

    private static async Task<RunRecord> FindAsync(RunningApp app, RunMessage open) =>
        (await app.Service<RunStore>().FindAsync(open.Tenant, open.RunId, None))!.Run;

    private static async Task IsWholeAsync(RunningApp app, RunMessage open)
    {
        var run = await FindAsync(app, open);
        Assert.Equal(
            await LeftImport.Accounts.WaitAsync(app, "waited"),
            await LeftImport.LeavesAsync(app, Tenant, run)
        );
        Assert.DoesNotContain(app.Dump(withBodies: false), LeftImport.IsOfFile);
    }
}
