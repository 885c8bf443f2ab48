using System.Text.Json;
using CsMl.Core.Portfolio;
using CsMl.Core.Storage;
using CsMl.Tests.Http;
using CsMl.Tests.Storage;

namespace CsMl.Tests;

/// <summary>A night within one call, as a command runs it.</summary>
public sealed class InlineQueueTests
{
    private const int Accounts = 60;
    private static readonly string Broken = Bucket.Partition(RunningApp.Tenant, 3);

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(JsonException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(OperationCanceledException))]
    public async Task A_page_that_fails_five_times_is_given_up_whatever_it_fails_of(Type exception)
    {
        FailingTable? results = null;
        await using var app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Results = results = new FailingTable(tables.Results),
            }
        );
        await app.PutSampleAsync(accounts: Accounts);
        results!.Fail(Broken, reads: false, (Exception)Activator.CreateInstance(exception)!);

        await app.NightAsync();

        var run = await NightAsync(app);
        Assert.Equal(RunState.CompletedWithFailures, run.State);
        Assert.Equal(Accounts, run.Counts.Scored + run.Counts.Failed);
        Assert.All(
            run.Failures,
            f => Assert.Equal(Broken, Bucket.Partition(RunningApp.Tenant, Bucket.Of(f.AccountId)))
        );
        Assert.Equal(5, results.Failures);
    }

    [Fact]
    public async Task A_run_that_cannot_be_planned_is_given_up_after_five_tries()
    {
        FailingTable? accounts = null;
        await using var app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Accounts = accounts = new FailingTable(tables.Accounts),
            }
        );
        await app.PutSampleAsync(accounts: Accounts);
        accounts!.Fail(Broken, reads: true, new InvalidDataException());

        await app.NightAsync();

        var run = await NightAsync(app);
        Assert.Equal(RunState.CompletedWithFailures, run.State);
        Assert.Equal(RunFailure.WholeRun, Assert.Single(run.Failures).AccountId);
        Assert.Equal(5, accounts.Failures);
    }

    [Fact]
    public async Task Without_its_storage_it_stops_at_once_and_the_next_call_does_the_rest()
    {
        FailingTable? results = null;
        await using var app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Results = results = new FailingTable(tables.Results),
            }
        );
        await app.PutSampleAsync(accounts: Accounts);
        results!.Fail(Broken, reads: false, new StorageUnavailableException("Out of reach."));

        await Assert.ThrowsAsync<StorageUnavailableException>(() => app.NightAsync());

        Assert.Equal(1, results.Failures);
        Assert.Equal(RunState.Running, (await NightAsync(app)).State);
        results.Mend();
        await app.NightAsync();
        var run = await NightAsync(app);
        Assert.Equal((RunState.Completed, Accounts, 0), (run.State, run.Counts.Scored, run.Counts.Failed));
    }

    private static async Task<RunRecord> NightAsync(RunningApp app) =>
        Assert.Single(await app.Service<RunStore>().ListAsync(RunningApp.Tenant, CancellationToken.None));
}
