using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using static CsMl.Tests.Http.RunCalls;

namespace CsMl.Tests.Http;

/// <summary>What is told of runs, and to whom.</summary>
public sealed class RunsTests
{
    [Fact]
    public async Task They_are_listed_newest_first_as_many_as_asked()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: 3);
        var started = new List<string>();
        await app.NightAsync();
        started.Add("nightly-2026-03-04");
        for (var i = 0; i < 3; i++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            var accepted = (await app.PostAsync(BatchPredict, "{}")).Is(202);
            await app.WhenOverAsync(accepted);
            started.Insert(0, accepted.Text("runId")!);
        }

        var all = (await app.GetAsync(Runs)).Is(200);
        Assert.Equal(["data"], all.Json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(started, Ids(all));
        Assert.All(all.Items("data"), run => JsonShape.Is(run, Shapes.Run));
        Assert.Equal(
            (await app.GetAsync(Runs + "/" + started[0])).Data.GetRawText(),
            all.Items("data")[0].GetRawText()
        );
        Assert.Equal(started.Take(2), Ids((await app.GetAsync(Runs + "?limit=2")).Is(200)));
        foreach (var limit in (string[])["0", "101", "x", "1.5"])
        {
            (await app.GetAsync(Runs + "?limit=" + limit)).IsProblem(400, "INVALID_REQUEST", "limit");
        }
    }

    [Fact]
    public async Task Without_a_limit_the_newest_20_are_listed()
    {
        await using var app = await RunningApp.StartAsync();
        for (var i = 0; i < 21; i++)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            (await app.PostAsync(BatchPredict, "{}")).Is(202);
        }

        Assert.Equal(20, (await app.GetAsync(Runs)).Is(200).Items("data").Count);
        Assert.Equal(21, (await app.GetAsync(Runs + "?limit=100")).Is(200).Items("data").Count);
    }

    [Fact]
    public async Task One_that_is_running_tells_how_far_it_is()
    {
        StoppingTable? results = null;
        await using var app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Results = results = new StoppingTable(tables.Results),
            }
        );
        await app.PutSampleAsync();
        using var cut = new CancellationTokenSource();
        results!.StopAfter(8, cut);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.NightAsync(cut.Token));

        var half = (await app.GetAsync(Runs + "/nightly-2026-03-04")).Is(200);

        Assert.Equal("running", half.Text("data.state"));
        Assert.Null(half.Text("data.completedAt"));
        Assert.Equal(250, Count(half, "accounts"));
        Assert.InRange(Count(half, "scored"), 1, 249);
        Assert.Equal(Math.Round(Count(half, "scored") / 250.0, 4), half.Number("data.progress"));
        Assert.Equal(
            half.Data.GetRawText(),
            Assert.Single((await app.GetAsync(Runs)).Is(200).Items("data")).GetRawText()
        );

        results.GoOn();
        await app.NightAsync();
        var whole = await app.GetAsync(Runs + "/nightly-2026-03-04");
        Assert.Equal(
            ("completed", 1, 250),
            (whole.Text("data.state"), whole.Number("data.progress"), Count(whole, "scored"))
        );
    }

    [Theory]
    [InlineData("batch-0")]
    [InlineData("nightly-2026-03-03")]
    [InlineData("~")]
    public async Task One_that_there_is_not_is_neither_told_of_nor_retried_nor_cancelled(string id)
    {
        await using var app = await RunningApp.StartAsync();

        (await app.GetAsync(Runs + "/" + id)).IsProblem(404, "RUN_NOT_FOUND");
        (await app.PostAsync(Runs + "/" + id + "/retry")).IsProblem(404, "RUN_NOT_FOUND");
        (await app.SendAsync(HttpMethod.Delete, Runs + "/" + id, null)).IsProblem(404, "RUN_NOT_FOUND");
    }

    [Fact]
    public async Task No_tenant_sees_retries_or_cancels_the_runs_of_another()
    {
        await using var app = await RunningApp.StartAsync(("Tenancy:Mode", "Header"));
        await app.PutSampleAsync("a", 5);
        var (a, b) = (("X-Tenant-ID", "a"), ("X-Tenant-ID", "b"));
        var startRun = ActivatorUtilities.CreateInstance<StartRun>(app.Services, new HeldQueue());
        var run = await startRun.BatchAsync("a", PredictionType.Churn, PriorityFilter.All, 100, CancellationToken.None);
        var one = Runs + "/" + run.RunId;

        Assert.Empty((await app.GetAsync(Runs, b)).Is(200).Items("data"));
        (await app.GetAsync(one, b)).IsProblem(404, "RUN_NOT_FOUND");
        (await app.PostAsync(one + "/retry", null, b)).IsProblem(404, "RUN_NOT_FOUND");
        (await app.SendAsync(HttpMethod.Delete, one, null, b)).IsProblem(404, "RUN_NOT_FOUND");

        Assert.Equal([run.RunId], Ids((await app.GetAsync(Runs, a)).Is(200)));
        Assert.Equal("queued", (await app.GetAsync(one, a)).Is(200).Text("data.state"));
        var own = (await app.PostAsync(BatchPredict, "{}", b)).Is(202);
        var none = await app.WhenAsync(own.Text("statusUrl")!, RunningApp.IsOver, b);
        Assert.Equal(("completed", (0, 0, 0)), (none.Text("data.state"), Counts(none)));
    }

    private static List<string> Ids(HttpAnswer runs) =>
        [.. runs.Items("data").Select(run => run.GetProperty("runId").GetString()!)];
}
