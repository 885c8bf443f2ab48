using CsMl.Core.Portfolio;
using CsMl.Functions.Portfolio;
using CsMl.Local.Host;

namespace CsMl.Tests.Http;

/// <summary>
/// Runs whose messages a dead process holds, so that nobody receives them for ten minutes: a queue that delivers nothing
/// stands for it.
/// </summary>
public sealed class ResumedRunsTests
{
    private const int Accounts = 40;

    private static readonly CancellationToken None = CancellationToken.None;

    public enum Step
    {
        Opening,
        Pages,
        Closing,
    }

    [Theory]
    [InlineData(Step.Opening)]
    [InlineData(Step.Pages)]
    [InlineData(Step.Closing)]
    public async Task One_that_stands_still_goes_on_by_itself(Step died)
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: Accounts);
        var run = await DieAsync(app, died);

        app.Clock.Advance(TimeSpan.FromSeconds(44));
        await app.Service<ResumeRuns>().RunAsync(None);
        Assert.Null((await app.GetAsync(RunningApp.Portfolio("runs/" + run))).Text("data.completedAt"));
        Assert.DoesNotContain(
            app.Log.Entries,
            entry => entry.Message.Contains("sent on its way", StringComparison.Ordinal)
        );

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await app.Service<ResumeRuns>().RunAsync(None);

        var done = await app.WhenAsync(RunningApp.Portfolio("runs/" + run), RunningApp.IsOver);
        Assert.Equal("completed", done.Text("data.state"));
        Assert.Equal(Accounts, done.At("data.counts.scored").GetInt32());
        Assert.Single(app.Log.Entries, entry => entry.Message.Contains("sent on its way", StringComparison.Ordinal));
    }

    /// <summary>Together with 45 seconds of standing still that is less than 90.</summary>
    [Fact]
    public void They_are_looked_for_each_half_minute()
    {
        var timer = Assert.Single(FunctionDiscovery.Find([typeof(ResumeTimer)]));

        Assert.Equal("*/30 * * * * *", Assert.IsType<TimerBinding>(timer.Trigger).Schedule);
    }

    [Fact]
    public async Task One_that_nobody_can_help_is_sent_ever_more_seldom()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: Accounts);
        await DieAsync(app, Step.Pages);
        var queue = new HeldQueue();
        var resume = queue.Step<ResumeRuns>(app);

        var sent = new List<int>();
        for (var half = 1; half <= 80; half++)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(30));
            await resume.RunAsync(None);
            if (queue.Runs.Count > sent.Count)
            {
                sent.Add(half * 30);
            }
        }

        // After 45 s, then 90, 180, 360 and at most 600 more, each at the next half minute.
        Assert.Equal([60, 150, 330, 690, 1290, 1890], sent);
    }

    [Fact]
    public async Task One_that_is_over_is_watched_no_longer()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: Accounts);
        await app.RunNightAsync();
        Assert.Single(Watched(app));

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.Service<ResumeRuns>().RunAsync(None);

        Assert.Empty(Watched(app));
    }

    /// <summary>The model holds the page for as long as it likes: the page is in work, and is not paid for twice.</summary>
    [Fact]
    public async Task One_whose_model_is_slow_is_not_sent_twice()
    {
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: 1);
        var (queue, _, _) = await HeldRun.StartBatchAsync(app);
        var resume = queue.Step<ResumeRuns>(app);
        var working = app.Service<RunHeartbeats>()
            .WhileAsync(
                queue.Runs[0],
                async () =>
                {
                    asked.SetResult();
                    await answer.Task;
                    return 0;
                }
            );
        await asked.Task;

        for (var half = 0; half < 10; half++)
        {
            for (var third = 0; third < 2; third++)
            {
                app.Clock.Advance(TimeSpan.FromSeconds(15));
                await BeatenAsync(app);
            }

            await resume.RunAsync(None);
        }

        answer.SetResult();
        await working;
        Assert.Single(queue.Runs);
    }

    /// <returns>The run's id.</returns>
    private static async Task<string> DieAsync(RunningApp app, Step step)
    {
        var (queue, run, openRun) = await HeldRun.StartNightAsync(app);
        if (step != Step.Opening)
        {
            await openRun.RunAsync(queue.Runs[0], None);
        }

        if (step == Step.Closing)
        {
            await HeldRun.ScorePagesAsync(app, queue);
        }

        return run.RunId;
    }

    /// <summary>The sign of work is written beside the work, at the clock's present time.</summary>
    private static async Task BeatenAsync(RunningApp app)
    {
        using var late = new CancellationTokenSource(HangGuard.Limit);
        var now = app
            .Clock.GetUtcNow()
            .ToString("yyyy-MM-ddTHH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        while (!Watched(app).Any(row => row.Contains(now, StringComparison.Ordinal)))
        {
            late.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static List<string> Watched(RunningApp app) =>
        [.. app.Dump().Where(row => row.StartsWith("runs runs~heartbeat ", StringComparison.Ordinal))];
}
