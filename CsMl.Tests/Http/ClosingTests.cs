using CsMl.Core.Portfolio;
using CsMl.Tests.LanguageModel.App;
using Microsoft.Extensions.DependencyInjection;

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

    /// <summary>A night whose pages are all done and that nobody has closed.</summary>
    private static async Task<(HeldQueue Queue, string Url)> ScoreNightAsync(RunningApp app)
    {
        await app.PutSampleAsync(accounts: Accounts);
        var queue = new HeldQueue();
        var scorePage = ActivatorUtilities.CreateInstance<ScorePage>(app.Services, queue);
        await ActivatorUtilities.CreateInstance<StartRun>(app.Services, queue).NightAsync(None);
        await ActivatorUtilities.CreateInstance<OpenRun>(app.Services, queue).RunAsync(queue.Runs[0], None);
        foreach (var page in queue.Pages)
        {
            await scorePage.RunAsync(page, None);
        }

        return (queue, RunningApp.Portfolio($"runs/{RunRecord.Nightly(app.Clock.GetUtcNow()).RunId}"));
    }
}
