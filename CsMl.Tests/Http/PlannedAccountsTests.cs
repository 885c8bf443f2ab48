using CsMl.Core.Accounts;
using CsMl.Core.Portfolio;
using CsMl.Core.Storage;

namespace CsMl.Tests.Http;

/// <summary>A run's accounts are fixed when it is planned: what arrives later is scored by the next run.</summary>
public sealed class PlannedAccountsTests
{
    private const int Accounts = 60;

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(null)]
    [InlineData(50)]
    public async Task What_arrives_after_the_plan_is_not_scored_by_the_run(int? maxAccounts)
    {
        await using var app = await RunningApp.StartAsync();
        await PutAsync(app, i => $"m{i}");
        var planned = maxAccounts ?? Accounts;
        var (queue, run, _) = await HeldRun.OpenBatchAsync(app, maxAccounts);
        // Into the middle of every page, and behind the last.
        await PutAsync(app, i => $"m{i}-later");
        await PutAsync(app, i => $"z{i}");

        var done = await ScoreAsync(app, run, queue);

        Assert.Equal(planned, done.At("data.counts.accounts").GetInt32());
        Assert.Equal(planned, done.At("data.counts.scored").GetInt32());
        Assert.Equal(planned, Scored(app));
    }

    [Fact]
    public async Task What_arrives_during_a_night_is_for_the_next_however_often_the_timer_fires()
    {
        await using var app = await RunningApp.StartAsync();
        await PutAsync(app, i => $"m{i}");
        var (queue, run, openRun) = await HeldRun.StartNightAsync(app);
        await openRun.RunAsync(queue.Runs[0], None);
        await PutAsync(app, i => $"m{i}-later");
        await app.Service<StartRun>().NightAsync(None);

        var done = await ScoreAsync(app, run, queue);
        await app.Service<StartRun>().NightAsync(None);

        Assert.Equal(Accounts, done.At("data.counts.scored").GetInt32());
        Assert.Equal(Accounts, Scored(app));
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2 * Accounts, (await app.RunNightAsync()).At("data.counts.scored").GetInt32());
    }

    [Fact]
    public async Task What_is_removed_after_the_plan_is_counted_as_skipped()
    {
        await using var app = await RunningApp.StartAsync();
        await PutAsync(app, i => $"m{i}");
        var (queue, run, _) = await HeldRun.OpenBatchAsync(app);
        foreach (var id in (string[])["m0", "m7", "m59"])
        {
            await app.Index.RemoveAsync(new AccountKey(RunningApp.Tenant, id), None);
        }

        var done = await ScoreAsync(app, run, queue);

        Assert.Equal("completed", done.Text("data.state"));
        Assert.Equal(1, done.Number("data.progress"));
        Assert.Equal(Accounts, done.At("data.counts.accounts").GetInt32());
        Assert.Equal(Accounts - 3, done.At("data.counts.scored").GetInt32());
        Assert.Equal(3, done.At("data.counts.skipped").GetInt32());
    }

    [Fact]
    public async Task One_account_that_cannot_be_read_fails_alone()
    {
        await using var app = await RunningApp.StartAsync();
        await PutAsync(app, i => $"m{i}");
        var (queue, run, _) = await HeldRun.OpenBatchAsync(app);
        var damaged = new AccountKey(RunningApp.Tenant, "m7");
        var row = EntityChange.Upsert(
            EntityKey.Of("m7", "0"),
            """{"fingerprint":"f","revision":1,"parts":0,"facts":7}"""u8.ToArray()
        );
        await app.Service<Tables>().Accounts.WriteAsync(Bucket.Partition(damaged), [row], None);

        var done = await ScoreAsync(app, run, queue);

        Assert.Equal(
            (Accounts - 1, 1, "m7"),
            (
                done.At("data.counts.scored").GetInt32(),
                done.At("data.counts.failed").GetInt32(),
                done.Text("data.failures[0].accountId")
            )
        );
        Assert.Equal(Accounts - 1, Scored(app));
    }

    private static async Task PutAsync(RunningApp app, Func<int, string> id)
    {
        var sample = SampleCustomers.Make(Some.Now);
        var accounts = Enumerable.Range(0, Accounts).Select(i => sample[i] with { AccountId = id(i) });
        Assert.Empty(await app.Index.PutManyAsync(RunningApp.Tenant, [.. accounts], None));
    }

    private static async Task<HttpAnswer> ScoreAsync(RunningApp app, RunRecord run, HeldQueue queue)
    {
        foreach (var page in queue.Pages)
        {
            await app.Service<ScorePage>().RunAsync(page, None);
        }

        return await app.WhenAsync(RunningApp.Portfolio("runs/" + run.RunId), RunningApp.IsOver);
    }

    /// <summary>Accounts that have a prediction.</summary>
    private static int Scored(RunningApp app) => app.Dump().Count(row => row.Contains(" p~", StringComparison.Ordinal));
}
