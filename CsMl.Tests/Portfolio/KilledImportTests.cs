using CsMl.Core.Portfolio;
using CsMl.Tests.Http;
using CsMl.Tests.Storage;

namespace CsMl.Tests.Portfolio;

/// <summary>The process is killed at its calls to the tables, before them and behind them, and its run is resumed.</summary>
[Trait("Speed", "Slow")]
public sealed class KilledImportTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_import_that_goes_on_leaves_what_one_in_one_go_does(bool arrives) =>
        Assert.InRange(await CutAsync(LeftImport.Accounts, arrives, every: 41), 20, 100);

    /// <summary>Of two subscriptions one is left out, and it is the same one when they are written again.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task So_does_one_whose_rows_depend_on_each_other(bool arrives) =>
        Assert.InRange(await CutAsync(LeftImport.Subscriptions, arrives, every: 1), 20, 100);

    /// <returns>The number of cuts.</returns>
    private static async Task<int> CutAsync(LeftImport import, bool arrives, int every)
    {
        var cut = new Cut();
        await using var app = await RunningApp.StartAsync(cut.Over);
        var wanted = await import.WaitAsync(app, "waited");
        for (var cuts = 0; ; cuts++)
        {
            var (tenant, queue) = ($"t{cuts}", new HeldQueue());
            await LeftImport.PrepareAsync(app, tenant);
            cut.At(cuts * every, arrives);
            await Record.ExceptionAsync(async () =>
            {
                await queue.Step<StartImport>(app).RunAsync(tenant, import.Source, import.Options, None);
                await queue.Step<OpenRun>(app).RunAsync(queue.Runs.Single(), None);
            });
            var happened = cut.Happened;
            cut.Mend();
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            var resumed = new HeldQueue();
            await resumed.Step<ResumeRuns>(app).RunAsync(None);
            foreach (var message in resumed.Runs)
            {
                await resumed.Step<OpenRun>(app).RunAsync(message, None);
            }

            // What was cut off while the run was cleared up is swept once it stands still.
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            await resumed.Step<ResumeRuns>(app).RunAsync(None);
            if (await app.Service<RunStore>().ListAsync(tenant, None) is [var run])
            {
                Assert.Equal(wanted, await LeftImport.LeavesAsync(app, tenant, run));
            }

            if (!happened)
            {
                var left = app.Dump(withBodies: false);
                Assert.DoesNotContain(left, LeftImport.IsOfFile);
                Assert.DoesNotContain(left, row => row.StartsWith("runs runs~heartbeat ", StringComparison.Ordinal));
                return cuts;
            }
        }
    }
}
