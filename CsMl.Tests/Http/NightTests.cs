using CsMl.Tests.Storage;

namespace CsMl.Tests.Http;

public sealed class NightTests
{
    private const string Night = "nightly-2026-03-04";
    private const int Never = int.MaxValue;

    [Fact]
    public async Task The_night_scores_every_account_once_and_makes_CTAs()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();

        var run = await app.RunNightAsync();

        JsonShape.Is(run.Data, Shapes.Run);
        JsonShape.Is(run.At("data.counts"), Shapes.RunCounts);
        JsonShape.Is(run.At("data.cost"), "tokens:whole amount:number? budgetExhausted:flag");
        Assert.Equal(Night, run.Text("data.runId"));
        Assert.Equal("nightly", run.Text("data.kind"));
        Assert.Equal("completed", run.Text("data.state"));
        Assert.Equal(1, run.Number("data.progress"));
        Assert.Equal(250, run.At("data.counts.accounts").GetInt32());
        Assert.Equal(250, run.At("data.counts.scored").GetInt32());
        Assert.Equal(0, run.At("data.counts.failed").GetInt32());
        Assert.Empty(run.Items("data.failures"));
        AssertEachOnce(app, 250);
        var stats = (await app.GetAsync(RunningApp.Portfolio("cta-stats"))).Is(200);
        Assert.InRange(stats.At("data.totalGenerated").GetInt32(), 10, 250);
        Assert.Equal(stats.At("data.totalGenerated").GetInt32(), run.At("data.counts.ctasCreated").GetInt32());
    }

    [Fact]
    public async Task Run_twice_the_same_night_it_is_the_same_run()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();
        var first = await app.RunNightAsync();
        var before = app.Dump();

        app.Clock.Advance(TimeSpan.FromHours(3));
        await app.NightAsync();
        await app.RunNightAsync();

        Assert.Equal(first.Body, (await app.GetAsync(RunningApp.Portfolio("runs/" + Night))).Body);
        Assert.Equal(before, app.Dump());

        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("completed", (await app.RunNightAsync()).Text("data.state"));
        Assert.Equal(500, Histories(app).Count);
    }

    [Fact]
    public async Task No_more_CTAs_are_made_than_a_night_may_make_and_those_of_highest_risk()
    {
        await using var app = await RunningApp.StartAsync(("Ctas:MaxPerNight", "7"));
        await PutWithoutCtasAsync(app);

        var night = await app.RunNightAsync();

        Assert.Equal(7, night.At("data.counts.ctasCreated").GetInt32());
        Assert.Equal(7, Ctas(app).Count);
        // Whoever is over the cap gets theirs from a night without one.
        var over = night.At("data.counts.ctasOverCap").GetInt32();
        await using var free = await RunningApp.StartAsync();
        await PutWithoutCtasAsync(free);
        Assert.Equal(0, (await free.RunNightAsync()).At("data.counts.ctasOverCap").GetInt32());
        var urgency = (await free.GetAsync(RunningApp.Portfolio("cta-stats"))).At("data.byUrgency");
        Assert.Equal(
            7 + over,
            urgency.GetProperty("immediate").GetInt32() + urgency.GetProperty("this_week").GetInt32()
        );
    }

    /// <summary>At high risk, but without a history of health scores.</summary>
    [Theory]
    [InlineData("0.5", 0, 1)]
    [InlineData("0.2", 1, 0)]
    public async Task An_urgent_account_of_which_too_little_is_known_is_counted(string least, int made, int uncertain)
    {
        await using var app = await RunningApp.StartAsync(("Ctas:MinConfidence", least));
        await app.PutAsync(
            Some.Account().WithHealth(20).WithContacts(200, 207, 214, 221, 228) with
            {
                RenewalDate = Some.Now.AddDays(30),
            }
        );

        var night = await app.RunNightAsync();

        Assert.Equal(
            "critical",
            (await app.GetAsync(RunningApp.Portfolio("high-risk"))).Text("data[0].prediction.riskCategory")
        );
        Assert.Equal(made, night.At("data.counts.ctasCreated").GetInt32());
        Assert.Equal(uncertain, night.At("data.counts.ctasLowConfidence").GetInt32());
    }

    [Fact]
    public async Task Without_accounts_a_night_is_quiet()
    {
        await using var app = await RunningApp.StartAsync();

        await app.NightAsync();

        (await app.GetAsync(RunningApp.Portfolio("runs/" + Night))).IsProblem(404, "RUN_NOT_FOUND");
    }

    [Fact]
    public async Task A_night_of_several_types_has_a_run_and_CTAs_for_each()
    {
        await using var app = await RunningApp.StartAsync(("Nightly:Types", "EXPANSION, CHURN"));
        await app.PutSampleAsync();

        await app.NightAsync();
        await app.NightAsync();

        Assert.Equal(2, (await app.GetAsync(RunningApp.Portfolio("runs"))).Items("data").Count);
        foreach (var (id, type) in ((string, string)[])[(Night, "CHURN"), (Night + "-expansion", "EXPANSION")])
        {
            var run = await app.GetAsync(RunningApp.Portfolio("runs/" + id));
            Assert.Equal("completed", run.Text("data.state"));
            Assert.Equal(type, run.Text("data.predictionType"));
            Assert.Equal(250, run.At("data.counts.scored").GetInt32());
            Assert.NotEqual(0, run.At("data.counts.ctasCreated").GetInt32());
        }
    }

    [Fact]
    public async Task Every_tenant_has_a_night_of_its_own()
    {
        await using var app = await RunningApp.StartAsync(("Tenancy:Mode", "Header"));
        await app.PutSampleAsync("a");
        await app.PutAsync(Some.KnownAccount(), "b");

        await app.NightAsync();

        var a = await app.GetAsync(RunningApp.Portfolio("runs/" + Night), ("X-Tenant-ID", "a"));
        var b = await app.GetAsync(RunningApp.Portfolio("runs/" + Night), ("X-Tenant-ID", "b"));
        Assert.Equal(250, a.Is(200).At("data.counts.scored").GetInt32());
        Assert.Equal(1, b.Is(200).At("data.counts.scored").GetInt32());
        (await app.GetAsync(RunningApp.Portfolio("runs/" + Night), ("X-Tenant-ID", "c"))).IsProblem(
            404,
            "RUN_NOT_FOUND"
        );
    }

    /// <summary>
    /// Killed after each of many writes: of results while it scores and makes CTAs, of runs while it plans, counts
    /// pages and closes.
    /// </summary>
    [Theory]
    [InlineData(0, Never)]
    [InlineData(1, Never)]
    [InlineData(9, Never)]
    [InlineData(16, Never)]
    [InlineData(17, Never)]
    [InlineData(22, Never)]
    [InlineData(27, Never)]
    [InlineData(Never, 1)]
    [InlineData(Never, 2)]
    [InlineData(Never, 3)]
    [InlineData(Never, 10)]
    [InlineData(Never, 18)]
    [InlineData(Never, 19)]
    [Trait("Speed", "Slow")]
    public async Task Cut_off_anywhere_and_started_again_it_is_complete_and_nothing_is_double(int results, int runs)
    {
        const int Cap = 12;
        const int Accounts = 100;
        StoppingTable? resultsTable = null;
        StoppingTable? runsTable = null;
        await using var app = await RunningApp.StartAsync(
            tables =>
                tables with
                {
                    Results = resultsTable = new StoppingTable(tables.Results),
                    Runs = runsTable = new StoppingTable(tables.Runs),
                },
            ("Ctas:MaxPerNight", $"{Cap}")
        );
        await app.PutSampleAsync(accounts: Accounts);
        using var cut = new CancellationTokenSource();
        resultsTable!.StopAfter(results, cut);
        runsTable!.StopAfter(runs, cut);

        var was = await Record.ExceptionAsync(() => app.NightAsync(cut.Token));
        Assert.IsAssignableFrom<OperationCanceledException>(was);
        var half = (await app.GetAsync(RunningApp.Portfolio("runs/" + Night))).Is(200);
        Assert.Contains(half.Text("data.state"), (string[])["queued", "running"]);
        Assert.InRange(Histories(app).Count, 0, Accounts);

        resultsTable.GoOn();
        runsTable.GoOn();
        app.Clock.Advance(TimeSpan.FromMinutes(20));
        await app.NightAsync();
        var run = await app.GetAsync(RunningApp.Portfolio("runs/" + Night));

        Assert.Equal("completed", run.Text("data.state"));
        Assert.Equal(Accounts, run.At("data.counts.accounts").GetInt32());
        Assert.Equal(Accounts, run.At("data.counts.scored").GetInt32());
        AssertEachOnce(app, Accounts);
        Assert.Equal(Cap, Ctas(app).Count);
        Assert.Equal(Cap, run.At("data.counts.ctasCreated").GetInt32());
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Two_that_run_the_same_night_at_once_score_each_account_once()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => app.NightAsync())));

        AssertEachOnce(app, 250);
        Assert.Equal("completed", (await app.GetAsync(RunningApp.Portfolio("runs/" + Night))).Text("data.state"));
        Assert.Equal(Ctas(app).Count, Ctas(app).Select(r => r.Split('~')[2]).Distinct().Count());
    }

    private static void AssertEachOnce(RunningApp app, int accounts)
    {
        var histories = Histories(app);
        Assert.Equal(accounts, histories.Count);
        Assert.Equal(accounts, histories.Select(r => r.Split('~')[2]).Distinct().Count());
        Assert.Equal(accounts, Rows(app, " r~CHURN~").Count);
        Assert.Equal(accounts, Rows(app, " p~").Count);
    }

    /// <summary>A row of each prediction that was ever made: what it was made of.</summary>
    private static List<string> Histories(RunningApp app) => Rows(app, " w~");

    private static List<string> Ctas(RunningApp app) => Rows(app, " c~");

    private static List<string> Rows(RunningApp app, string kind) =>
        [
            .. app.Dump()
                .Where(r =>
                    r.StartsWith("results ", StringComparison.Ordinal)
                    && r.Split('{')[0].Contains(kind, StringComparison.Ordinal)
                ),
        ];

    /// <summary>The sample without what its CRM has to do already.</summary>
    private static async Task PutWithoutCtasAsync(RunningApp app)
    {
        var sample = SampleCustomers.Make(app.Clock.GetUtcNow()).Select(facts => facts with { Ctas = [] });
        Assert.Empty(await app.Index.PutManyAsync(RunningApp.Tenant, [.. sample], CancellationToken.None));
    }
}
