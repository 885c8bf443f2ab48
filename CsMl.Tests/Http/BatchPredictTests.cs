using System.Text.RegularExpressions;

namespace CsMl.Tests.Http;

public sealed partial class BatchPredictTests
{
    private static readonly string BatchPredict = RunningApp.Portfolio("batch-predict");

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("""{"predictionType":"CHURN","maxAccounts":100,"priorityFilter":"all"}""")]
    [Trait("Speed", "Slow")]
    public async Task It_is_accepted_for_100_accounts_and_both_addresses_lead_to_its_run(string? body)
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();

        var accepted = (await app.PostAsync(BatchPredict, body)).Is(202);

        Assert.Equal(["runId", "statusUrl"], accepted.Json.EnumerateObject().Select(p => p.Name));
        Assert.StartsWith("batch-", accepted.Text("runId"), StringComparison.Ordinal);
        Assert.Equal(RunningApp.Portfolio("runs/") + accepted.Text("runId"), accepted.Text("statusUrl"));
        var operation = new Uri(accepted.Headers["Operation-Location"], UriKind.Absolute);
        Assert.Equal(new Uri(app.Address, accepted.Text("statusUrl")), operation);
        var run = await app.WhenOverAsync(accepted);
        Assert.Equal(run.Body, (await app.GetAsync(operation.AbsoluteUri)).Body);
        JsonShape.Is(run.Data, Shapes.Run);
        Assert.Equal(accepted.Text("runId"), run.Text("data.runId"));
        Assert.Equal("batch", run.Text("data.kind"));
        Assert.Equal("completed", run.Text("data.state"));
        Assert.Equal("CHURN", run.Text("data.predictionType"));
        Assert.Equal(1, run.Number("data.progress"));
        AssertCounts(run, accounts: 100, scored: 100);
    }

    [Fact]
    public async Task Asked_for_in_capitals_its_addresses_lead_to_its_run_as_well()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: 3);

        var accepted = (await app.PostAsync(BatchPredict.ToUpperInvariant(), "{}")).Is(202);

        Assert.Equal("completed", (await app.WhenOverAsync(accepted)).Text("data.state"));
        (await app.GetAsync(accepted.Headers["Operation-Location"])).Is(200);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 7)]
    [InlineData(249, 249)]
    [InlineData(250, 250)]
    [InlineData(251, 250)]
    [InlineData(100_000, 250)]
    [Trait("Speed", "Slow")]
    public async Task It_takes_as_many_accounts_as_asked_or_as_there_are(int asked, int taken)
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();

        var run = await RunAsync(app, $$"""{"maxAccounts":{{asked}}}""");

        AssertCounts(run, accounts: taken, scored: taken);
        Assert.Equal(taken, Predicted(app, "CHURN").Count);
    }

    [Theory]
    [InlineData("""{"maxAccounts":0}""", "maxAccounts")]
    [InlineData("""{"maxAccounts":100001}""", "maxAccounts")]
    [InlineData("""{"maxAccounts":1.5}""", "maxAccounts")]
    [InlineData("""{"maxAccounts":"10"}""", "maxAccounts")]
    [InlineData("""{"priorityFilter":"low_risk"}""", "priorityFilter")]
    [InlineData("""{"priorityFilter":"ALL"}""", "priorityFilter")]
    [InlineData("""{"priorityFilter":1}""", "priorityFilter")]
    [InlineData("""{"priorityFilter":"\ud800"}""", "priorityFilter")]
    [InlineData("""{"predictionType":"WEATHER"}""", "predictionType", "INVALID_PREDICTION_TYPE")]
    public async Task What_it_cannot_take_is_refused_and_starts_nothing(
        string body,
        string field,
        string code = "INVALID_REQUEST"
    )
    {
        await using var app = await RunningApp.StartAsync();

        (await app.PostAsync(BatchPredict, body)).IsProblem(400, code, field);

        Assert.Empty((await app.GetAsync(RunningApp.Portfolio("runs"))).Is(200).Items("data"));
        Assert.Empty(app.Log.Errors);
    }

    [Fact]
    public async Task Of_high_risk_it_takes_the_riskiest_or_all_there_are()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();
        await app.NightAsync();
        var risky = (await app.GetAsync(RunningApp.Portfolio("high-risk?minProbability=0.6&limit=100"))).Is(200);
        var ids = risky.Items("data").Select(r => r.GetProperty("account").GetProperty("id").GetString()!).ToList();
        Assert.InRange(ids.Count, 10, 99);

        var some = await RunAsync(
            app,
            """{"predictionType":"EXPANSION","priorityFilter":"high_risk","maxAccounts":5}"""
        );
        AssertCounts(some, accounts: 5, scored: 5);
        Assert.Equal(ids.Take(5).Order(StringComparer.Ordinal), Predicted(app, "EXPANSION"));

        var all = await RunAsync(
            app,
            """{"predictionType":"EXPANSION","priorityFilter":"high_risk","maxAccounts":250}"""
        );
        AssertCounts(all, accounts: ids.Count, scored: ids.Count - 5, cached: 5);
        Assert.Equal(ids.Order(StringComparer.Ordinal), Predicted(app, "EXPANSION"));
    }

    [Fact]
    public async Task Where_no_account_is_at_high_risk_it_completes_with_none()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();

        var run = await RunAsync(app, """{"priorityFilter":"high_risk"}""");

        Assert.Equal("completed", run.Text("data.state"));
        Assert.Equal(1, run.Number("data.progress"));
        AssertCounts(run, accounts: 0, scored: 0);
    }

    [Theory]
    [InlineData(1, "largest")]
    [InlineData(2, "largest,of-its-subscription")]
    [InlineData(3, "largest,of-its-subscription,trailing")]
    [InlineData(100, "largest,of-its-subscription,small,trailing")]
    public async Task Of_high_value_it_takes_those_of_the_largest_revenue_and_none_of_unknown_revenue(
        int asked,
        string taken
    )
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.Account("unknown"));
        await app.PutAsync(Some.Account("small") with { AnnualRevenue = 5 });
        await app.PutAsync(Some.Account("largest") with { AnnualRevenue = 90_000 });
        (
            await app.PutAsync(
                RunningApp.Account("of-its-subscription", "context"),
                """{"name":"x","subscription":{"annualRevenue":80000}}"""
            )
        ).Is(200);
        (
            await app.PutAsync(
                RunningApp.Account("trailing", "context"),
                """{"name":"x","subscription":{"trailing365Revenue":70000}}"""
            )
        ).Is(200);

        var run = await RunAsync(app, $$"""{"priorityFilter":"high_value","maxAccounts":{{asked}}}""");

        Assert.Equal(taken.Split(','), Predicted(app, "CHURN"));
        AssertCounts(run, accounts: taken.Split(',').Length, scored: taken.Split(',').Length);
    }

    [Fact]
    public async Task It_makes_no_CTAs()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();

        AssertCounts(await RunAsync(app, """{"maxAccounts":250}"""), accounts: 250, scored: 250);

        Assert.DoesNotContain(app.Dump(), row => row.Contains(" c~", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_passes_over_accounts_whose_prediction_is_still_true_to_their_facts()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: 20);
        AssertCounts(await RunAsync(app, "{}"), accounts: 20, scored: 20);
        var before = Predictions(app);

        app.Clock.Advance(TimeSpan.FromDays(29));
        AssertCounts(await RunAsync(app, "{}"), accounts: 20, scored: 0, cached: 20);
        Assert.Equal(before, Predictions(app));

        // Of these two the facts, or the window, are no longer those of the batch.
        await app.PutAsync(Some.KnownAccount() with { AccountId = "123" });
        var other = Predicted(app, "CHURN").First(id => id != "123");
        (await app.PredictAsync(other, options: """{"predictionWindowDays":180}""")).Is(200);
        AssertCounts(await RunAsync(app, "{}"), accounts: 20, scored: 2, cached: 18);

        // The other 18 have expired.
        app.Clock.Advance(TimeSpan.FromDays(1));
        AssertCounts(await RunAsync(app, "{}"), accounts: 20, scored: 18, cached: 2);
    }

    [Theory]
    [InlineData("HEALTH_TREND")]
    [InlineData("EXPANSION")]
    [InlineData("ENGAGEMENT_DECLINE")]
    public async Task It_makes_predictions_of_the_other_types_as_well(string type)
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: 30);

        var run = await RunAsync(app, $$"""{"predictionType":"{{type}}"}""");

        JsonShape.Is(run.Data, Shapes.Run);
        Assert.Equal(type, run.Text("data.predictionType"));
        AssertCounts(run, accounts: 30, scored: 30);
        Assert.Equal(30, Predicted(app, type).Count);
        Assert.Empty(Predicted(app, "CHURN"));
        var listed = (await app.GetAsync(RunningApp.Account("123", "predictions"))).Is(200);
        Assert.Equal(type, Assert.Single(listed.Items("data")).GetProperty("predictionType").GetString());
    }

    private static async Task<HttpAnswer> RunAsync(RunningApp app, string body) =>
        await app.WhenOverAsync((await app.PostAsync(BatchPredict, body)).Is(202));

    private static void AssertCounts(HttpAnswer run, int accounts, int scored, int cached = 0)
    {
        JsonShape.Is(run.At("data.counts"), Shapes.RunCounts);
        Assert.Equal(
            (accounts, scored, cached, 0, 0),
            (
                run.At("data.counts.accounts").GetInt32(),
                run.At("data.counts.scored").GetInt32(),
                run.At("data.counts.cached").GetInt32(),
                run.At("data.counts.failed").GetInt32(),
                run.At("data.counts.ctasCreated").GetInt32()
            )
        );
    }

    /// <summary>The accounts with a prediction of a type, in order.</summary>
    private static List<string> Predicted(RunningApp app, string type) =>
        [
            .. app.Dump()
                .Select(row => Latest().Match(row))
                .Where(latest => latest.Groups["type"].Value == type)
                .Select(latest => latest.Groups["id"].Value)
                .Order(StringComparer.Ordinal),
        ];

    private static List<string> Predictions(RunningApp app) =>
        [.. app.Dump().Where(row => row.StartsWith("results ", StringComparison.Ordinal))];

    [GeneratedRegex(@"^results [^ ]+ p~(?<id>[^~]+)~(?<type>[A-Z_]+) ", RegexOptions.NonBacktracking)]
    private static partial Regex Latest();
}
