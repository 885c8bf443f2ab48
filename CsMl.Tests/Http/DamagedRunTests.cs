using CsMl.Core.Consistency;
using CsMl.Core.Portfolio;
using CsMl.Core.Storage;
using CsMl.Tests.Storage;

namespace CsMl.Tests.Http;

/// <summary>A run or a page that cannot be read, and the way out of it.</summary>
public sealed class DamagedRunTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_page_of_a_run_that_stands_still_is_put_out_of_its_way(bool isDone)
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();
        var (queue, run, _) = await HeldRun.OpenBatchAsync(app);
        var scorePage = queue.Step<ScorePage>(app);
        var pages = queue.Pages;
        if (isDone)
        {
            await scorePage.RunAsync(pages[0], None);
        }

        var lost = await HalvePageAsync(app, run.RunId, pages[0]);
        await RepairAsync(app);
        await HeldRun.ScorePagesAsync(app, queue);
        await app.Service<CloseRun>().RunAsync(queue.Closings[^1], None);

        var over = (await app.GetAsync(RunningApp.Portfolio("runs/" + run.RunId))).Is(200);
        Assert.Equal("completed", over.Text("data.state"));
        // What was counted stays.
        Assert.Equal(isDone ? 250 : 250 - lost, over.At("data.counts.scored").GetInt32());
        await RepairAsync(app, found: 0);
    }

    [Fact]
    public async Task An_erasure_waits_for_a_run_or_a_page_that_may_name_the_account_and_others_do_not_wait_for_it()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();
        await app.RunNightAsync();
        var (queue, run, _) = await HeldRun.OpenBatchAsync(app);
        await HeldRun.ScorePagesAsync(app, queue);
        await app.Service<CloseRun>().RunAsync(queue.Closings[^1], None);
        var of123 = queue.Pages.First(page => page.Bucket == Bucket.Of("123"));
        await HalvePageAsync(app, run.RunId, of123);
        await HalveRunAsync(app);

        Assert.False(await EraseAsync(app, "123"));
        // A page of the night and nothing else of the account is left.
        Assert.DoesNotContain(
            app.Dump(),
            row =>
                row.Contains("\"123\"", StringComparison.Ordinal) && !row.Contains(run.RunId, StringComparison.Ordinal)
        );
        await app.Service<EraseAccount>().ResumeAsync(RunningApp.Tenant, None);
        await RepairAsync(app);
        await app.Service<EraseAccount>().ResumeAsync(RunningApp.Tenant, None);

        Assert.DoesNotContain(app.Dump(), row => row.Contains("\"123\"", StringComparison.Ordinal));
        Assert.True(await EraseAsync(app, "1001"));
    }

    private static async Task<bool> EraseAsync(RunningApp app, string id) =>
        (await app.SendAsync(HttpMethod.Delete, RunningApp.Account(id, "").TrimEnd('/'), null))
            .Is(200)
            .At("data.isComplete")
            .GetBoolean();

    /// <summary>Returns the number of accounts of the page.</summary>
    private static async Task<int> HalvePageAsync(RunningApp app, string runId, RunMessage page)
    {
        var stored = (await app.Service<RunStore>().FindPageAsync(page, None))!;
        var partition = EntityKey.Of(RunningApp.Tenant, runId);
        var runs = app.Service<Tables>().Runs;
        await foreach (var row in runs.QueryAsync(partition, RunStore.AllPages, None))
        {
            if (RunStore.ReadPage(row).First == stored.Page.First)
            {
                await Damage.HalveAsync(runs, row);
            }
        }

        return stored.Page.Accounts;
    }

    private static async Task HalveRunAsync(RunningApp app)
    {
        var runs = app.Service<Tables>().Runs;
        var night = RunRecord.Nightly(app.Clock.GetUtcNow()).RunId;
        await Damage.HalveAsync(runs, (await runs.FindAsync(RunningApp.Tenant, night, None))!);
    }

    private static async Task RepairAsync(RunningApp app, int? found = null)
    {
        var check = new CheckStore(app.Service<Tables>(), app.Index, app.Service<ErasedAccounts>());
        var repaired = 0;
        await foreach (var one in check.RunAsync([RunningApp.Tenant], None))
        {
            Assert.True(await CheckStore.RepairAsync(one, None), $"{one}");
            repaired++;
        }

        Assert.Equal(found ?? repaired, repaired);
        Assert.True(found == 0 || repaired > 0);
    }
}
