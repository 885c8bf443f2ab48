using CsMl.Core.Portfolio;
using CsMl.Core.Storage;
using CsMl.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using static CsMl.Tests.Http.RunCalls;

namespace CsMl.Tests.Http;

/// <summary>Pages that fail on every try, and the retries of their runs.</summary>
public sealed class RetriedRunsTests
{
    private const int Accounts = 100;
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>As the host runs it, with the app's own host.json: five tries, then the queue of poisoned messages.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_page_that_fails_on_every_try_is_given_up_and_a_retry_scores_its_accounts_alone(bool reads)
    {
        await using var app = await StartAsync();
        var results = ResultsOf(app);
        await app.PutSampleAsync(accounts: Accounts);
        var lost = await BrokenAsync(app);
        results.Fail(Bucket.Partition(RunningApp.Tenant, 3), reads);

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
        await using var app = await StartAsync();
        var results = ResultsOf(app);
        await app.PutSampleAsync();
        var lost = await BrokenAsync(app);
        results.Fail(Bucket.Partition(RunningApp.Tenant, 3), reads: false);

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
        await using var app = await StartAsync();
        var results = ResultsOf(app);
        await app.PutSampleAsync(accounts: Accounts);
        var lost = await BrokenAsync(app);
        results.Fail(Bucket.Partition(RunningApp.Tenant, 3), reads: true);
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

    [Fact]
    public async Task An_account_that_cannot_be_read_is_named_alone_before_and_after_a_retry()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: Accounts);
        var lost = await BrokenAsync(app);
        var broken = EntityChange.Upsert(EntityKey.Of(lost[0], "0"), "{"u8.ToArray());
        var partition = Bucket.Partition(RunningApp.Tenant, 3);
        Assert.True((await app.Service<Tables>().Accounts.WriteAsync(partition, [broken], None)).Succeeded);
        var url = (await app.PostAsync(BatchPredict, "{}")).Is(202).Text("statusUrl")!;
        Assert.Equal(lost[..1], Failed(await WhenOverAsTimePassesAsync(app, url)));

        var run = await app.WhenOverAsync((await app.PostAsync(url + "/retry")).Is(202));

        Assert.Equal("completed_with_failures", run.Text("data.state"));
        Assert.Equal((Accounts, Accounts - 1, 1), Counts(run));
        Assert.Equal(lost[..1], Failed(run));
    }

    /// <summary>An app whose results can be made to fail.</summary>
    private static Task<RunningApp> StartAsync() =>
        RunningApp.StartAsync(tables => tables with { Results = new FailingTable(tables.Results) });

    private static FailingTable ResultsOf(RunningApp app) => (FailingTable)app.Service<Tables>().Results;

    /// <summary>An app whose night was over with failures, and whose store is whole again.</summary>
    private static async Task<RunningApp> StartWithFailuresAsync()
    {
        var app = await StartAsync();
        await app.PutSampleAsync(accounts: Accounts);
        ResultsOf(app).Fail(Bucket.Partition(RunningApp.Tenant, 3), reads: false);
        await app.NightAsync();
        ResultsOf(app).Mend();
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
}
