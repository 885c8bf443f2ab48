using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using CsMl.Tests.Storage;

namespace CsMl.Tests.Http;

/// <summary>A run whose messages wait in a queue that delivers nothing, so that a test takes each step when it likes.</summary>
internal static class HeldRun
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static async Task<(HeldQueue Queue, RunRecord Run, OpenRun OpenRun)> StartBatchAsync(
        RunningApp app,
        int? maxAccounts = null
    )
    {
        var queue = new HeldQueue();
        var run = await queue
            .Step<StartRun>(app)
            .BatchAsync(RunningApp.Tenant, PredictionType.Churn, PriorityFilter.All, maxAccounts, None);
        return (queue, run, queue.Step<OpenRun>(app));
    }

    /// <summary>The same with its pages sent.</summary>
    public static async Task<(HeldQueue Queue, RunRecord Run, OpenRun OpenRun)> OpenBatchAsync(
        RunningApp app,
        int? maxAccounts = null
    )
    {
        var (queue, run, openRun) = await StartBatchAsync(app, maxAccounts);
        await openRun.RunAsync(queue.Runs[0], None);
        return (queue, run, openRun);
    }

    public static async Task<(HeldQueue Queue, RunRecord Run, OpenRun OpenRun)> StartNightAsync(RunningApp app)
    {
        var queue = new HeldQueue();
        await queue.Step<StartRun>(app).NightAsync(None);
        return (queue, RunRecord.Nightly(app.Clock.GetUtcNow()), queue.Step<OpenRun>(app));
    }

    /// <summary>In another process than the app's: with a step of its own, which sends to the same queue.</summary>
    public static async Task ScorePagesAsync(RunningApp app, HeldQueue queue)
    {
        var scorePage = queue.Step<ScorePage>(app);
        foreach (var page in queue.Pages)
        {
            await scorePage.RunAsync(page, None);
        }
    }

    /// <summary>An app in which something else may happen before a run is written.</summary>
    public static Task<RunningApp> StartAppAsync() =>
        RunningApp.StartAsync(tables => tables with { Runs = new MeanwhileTable(tables.Runs) });

    public static MeanwhileTable RunsOf(RunningApp app) => (MeanwhileTable)app.Service<Tables>().Runs;
}
