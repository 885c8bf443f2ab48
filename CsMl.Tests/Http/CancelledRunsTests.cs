using CsMl.Core.Portfolio;
using static CsMl.Tests.Http.HeldRun;
using static CsMl.Tests.Http.RunCalls;

namespace CsMl.Tests.Http;

/// <summary>What a run that is cancelled has done, and does no more.</summary>
public sealed class CancelledRunsTests
{
    private const int Accounts = 100;
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task One_that_is_cancelled_keeps_what_it_scored_and_does_no_more()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: Accounts);
        var (queue, run, openRun) = await OpenBatchAsync(app, Accounts);
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
        Assert.Equal(before, app.Dump());
    }

    [Fact]
    public async Task One_that_is_cancelled_can_be_resumed_and_scores_what_is_left()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: Accounts);
        var (queue, run, _) = await OpenBatchAsync(app, Accounts);
        var scored = await app.Service<ScorePage>().RunAsync(queue.Pages[0], None);
        (await app.SendAsync(HttpMethod.Delete, Runs + "/" + run.RunId, null)).Is(200);

        var resumed = (await app.PostAsync(Runs + "/" + run.RunId + "/retry")).Is(202);
        var over = await app.WhenOverAsync(resumed);

        Assert.InRange(scored, 1, Accounts - 1);
        Assert.Equal("completed", over.Text("data.state"));
        Assert.Equal((Accounts, Accounts, 0), Counts(over));
        // Each prediction has one row of what it was made of: none was made twice.
        Assert.Equal(Accounts, app.Dump().Count(row => row.Split('{')[0].Contains(" w~", StringComparison.Ordinal)));
        Assert.Equal(0, await app.Service<ScorePage>().RunAsync(queue.Pages[0], None));
        (await app.PostAsync(Runs + "/" + run.RunId + "/retry")).IsProblem(409, "CONFLICT");
    }

    [Fact]
    public async Task One_that_is_cancelled_before_it_is_opened_scores_nothing()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: 5);
        var (queue, run, openRun) = await StartBatchAsync(app, Accounts);

        var cancelled = (await app.SendAsync(HttpMethod.Delete, Runs + "/" + run.RunId, null)).Is(200);
        Assert.Equal(0, await openRun.RunAsync(queue.Runs[0], None));

        Assert.Equal(("cancelled", (0, 0, 0)), (cancelled.Text("data.state"), Counts(cancelled)));
        Assert.Empty(queue.Pages);
        Assert.Equal(cancelled.Body, (await app.GetAsync(Runs + "/" + run.RunId)).Body);
    }

    [Fact]
    public async Task One_that_is_cancelled_while_it_is_planned_sends_no_pages()
    {
        await using var app = await StartAppAsync();
        var runs = RunsOf(app);
        await app.PutSampleAsync(accounts: 5);
        var (queue, run, openRun) = await StartBatchAsync(app, Accounts);
        runs.Before(
            changes => changes[0].RowKey == run.RunId,
            async () => (await app.SendAsync(HttpMethod.Delete, Runs + "/" + run.RunId, null)).Is(200)
        );

        Assert.Equal(0, await openRun.RunAsync(queue.Runs[0], None));

        Assert.Empty(queue.Pages);
        Assert.Equal("cancelled", (await app.GetAsync(Runs + "/" + run.RunId)).Text("data.state"));
    }
}
