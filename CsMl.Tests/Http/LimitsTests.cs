using CsMl.Core.Storage;
using CsMl.Tests.LanguageModel.App;
using CsMl.Tests.OpenApi;
using CsMl.Tests.Storage;

namespace CsMl.Tests.Http;

/// <summary>What a tenant's callers may do so often a day.</summary>
public sealed class LimitsTests
{
    private const string Churn = """{"predictionType":"CHURN"}""";

    private static readonly string Batch = RunningApp.Portfolio("batch-predict");
    private static readonly string Import = RunningApp.Portfolio("import");

    [Fact]
    public async Task Headers_and_the_body_of_a_429_say_how_far_a_limit_is_used()
    {
        await using var app = await RunningApp.StartWithAsync(SilentQueue.Use, ("Limits:BatchRunsPerDay", "2"));
        var seconds = (int)(Some.Now.UtcDateTime.Date.AddDays(1) - Some.Now.UtcDateTime).TotalSeconds;

        var first = (await app.PostAsync(Batch)).Is(202);
        var second = (await app.PostAsync(Batch)).Is(202);
        var refused = (await app.PostAsync(Batch)).IsProblem(429, "DAILY_LIMIT_REACHED");

        Assert.Equal("\"batchRuns\";q=2;w=86400", first.Headers["RateLimit-Policy"]);
        Assert.Equal($"\"batchRuns\";r=1;t={seconds}", first.Headers["RateLimit"]);
        Assert.Equal($"\"batchRuns\";r=0;t={seconds}", second.Headers["RateLimit"]);
        Assert.Equal($"\"batchRuns\";r=0;t={seconds}", refused.Headers["RateLimit"]);
        Assert.Equal("\"batchRuns\";q=2;w=86400", refused.Headers["RateLimit-Policy"]);
        Assert.Equal($"{seconds}", refused.Headers["Retry-After"]);
        Assert.Equal(seconds, refused.At("retryAfter").GetInt32());
        Assert.Equal(
            $$"""{"name":"batchRuns","quota":2,"remaining":0,"windowSeconds":86400,"resetSeconds":{{seconds}}}""",
            refused.At("limit").GetRawText()
        );
        Assert.Equal(2, (await app.GetAsync(RunningApp.Portfolio("runs"))).Items("data").Count);

        app.Clock.Advance(TimeSpan.FromSeconds(seconds));
        (await app.PostAsync(Batch)).Is(202);
    }

    [Fact]
    public async Task What_is_refused_is_not_counted()
    {
        await using var app = await RunningApp.StartWithAsync(
            SilentQueue.Use,
            ("Limits:BatchRunsPerDay", "1"),
            ("Limits:ImportsPerDay", "1"),
            ("Limits:CtasPerDay", "1")
        );
        await app.PutSampleAsync(accounts: 20);

        (await app.PostAsync(Batch, """{"maxAccounts":0}""")).IsProblem(400, "INVALID_REQUEST");
        (await app.PostAsync(Import, "{}", ("Content-Type", "image/png"))).IsProblem(415, "UNSUPPORTED_MEDIA_TYPE");
        (await app.PostAsync(Import + "?kind=none", "{}")).IsProblem(400, "INVALID_REQUEST");
        (await app.PostAsync(RunningApp.Account("1004", "generate-cta"), Churn)).IsProblem(404, "PREDICTION_NOT_FOUND");
        (await app.PredictAsync("1004")).Is(200);

        (await app.PostAsync(Batch)).Is(202);
        (await app.PostAsync(Import, """{"accountId":"a","name":"A"}""", ("Content-Type", "application/x-ndjson"))).Is(
            200
        );
        (await app.PostAsync(RunningApp.Account("1004", "generate-cta"), Churn)).Is(201);
        (await app.PostAsync(RunningApp.Account("1004", "generate-cta"), Churn)).IsProblem(409, "CTA_NOT_CREATED");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?wait=false")]
    public async Task An_import_more_than_the_day_allows_leaves_nothing(string query)
    {
        await using var app = await RunningApp.StartWithAsync(SilentQueue.Use, ("Limits:ImportsPerDay", "1"));
        (string, string) lines = ("Content-Type", "application/x-ndjson");
        Assert.InRange(
            (await app.PostAsync(Import + query, """{"accountId":"a","name":"A"}""", lines)).Status,
            200,
            202
        );
        var before = app.Dump();

        var refused = await app.PostAsync(Import + query, """{"accountId":"b","name":"B"}""", lines);

        refused.IsProblem(429, "DAILY_LIMIT_REACHED");
        Assert.Equal("imports", refused.Text("limit.name"));
        Assert.Equal(before, app.Dump());
    }

    [Fact]
    public async Task CTAs_are_made_up_to_the_limit_and_a_night_makes_its_own()
    {
        await using var app = await RunningApp.StartAsync(("Limits:CtasPerDay", "3"));
        await app.PutSampleAsync();
        (await app.WhenOverAsync((await app.PostAsync(Batch, """{"maxAccounts":250}""")).Is(202))).Is(200);

        var some = (await app.PostAsync(RunningApp.Portfolio("generate-ctas"), """{"maxCTAs":10}""")).Is(200);
        var none = await app.PostAsync(RunningApp.Portfolio("generate-ctas"), """{"maxCTAs":10}""");

        Assert.Equal((3, 1), (some.At("generated").GetInt32(), some.At("skipped").GetInt32()));
        Assert.Equal("the limit of 3 CTAs a day is reached", some.Text("results[3].skippedReason"));
        Assert.StartsWith("\"ctas\";r=0;t=", some.Headers["RateLimit"], StringComparison.Ordinal);
        none.IsProblem(429, "DAILY_LIMIT_REACHED");
        var night = await app.RunNightAsync();
        Assert.InRange(night.At("data.counts.ctasCreated").GetInt32(), 4, 250);
    }

    [Fact]
    public async Task A_prediction_is_made_all_the_same_where_only_its_CTA_is_too_much()
    {
        await using var app = await RunningApp.StartAsync(
            ("Limits:CtasPerDay", "1"),
            ("Ctas:AutoGenerateOnPredict", "true")
        );
        await app.PutSampleAsync();

        Assert.NotNull((await app.PredictAsync("1004")).Is(200).Text("data.generatedCtaId"));
        Assert.Null((await app.PredictAsync("1006")).Is(200).Text("data.generatedCtaId"));
    }

    [Fact]
    public async Task A_prediction_counts_where_a_model_is_called_for_it()
    {
        await using var rig = await ModelApp.StartAsync(("Limits:PredictionsPerDay", "2"));
        await rig.App.PutSampleAsync();
        await rig.App.PutAsync(Some.Account("unknown"));
        var risk = RunningApp.Account("1004", "churn-risk");

        var made = (await rig.App.GetAsync(risk)).Is(200);
        var cached = (await rig.App.GetAsync(risk)).Is(200);
        var rules = (await rig.App.PredictAsync("unknown")).Is(200);
        (await rig.App.PredictAsync("1006")).Is(200);
        var refused = await rig.App.PredictAsync("1007");

        Assert.StartsWith("\"predictions\";r=1;t=", made.Headers["RateLimit"], StringComparison.Ordinal);
        Assert.DoesNotContain("RateLimit", cached.Headers.Keys);
        Assert.DoesNotContain("RateLimit", rules.Headers.Keys);
        Assert.Equal("insufficient_data", rules.Text("data.fallbackReason"));
        refused.IsProblem(429, "DAILY_LIMIT_REACHED");
        (await rig.App.GetAsync(risk)).Is(200);
        Assert.Equal(2, rig.Server.Requests.Count);
        Assert.Empty((await rig.App.GetAsync(RunningApp.Account("1007", "predictions"))).Is(200).Items("data"));

        rig.App.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("llm", (await rig.App.PredictAsync("1007")).Is(200).Text("data.source"));
    }

    [Fact]
    public async Task What_a_budget_keeps_from_a_model_is_not_counted()
    {
        await using var rig = await ModelApp.StartAsync(("Limits:PredictionsPerDay", "2"), ("Llm:DailyTokens", "1"));
        await rig.App.PutSampleAsync();
        (await rig.App.PredictAsync("1004")).Is(200);

        foreach (var id in (string[])["1005", "1006", "1007"])
        {
            Assert.Equal("budget_exhausted", (await rig.App.PredictAsync(id)).Is(200).Text("data.fallbackReason"));
        }
    }

    [Fact]
    public async Task A_batch_goes_on_with_the_rules_and_a_night_is_not_limited()
    {
        await using var rig = await ModelApp.StartAsync(("Limits:PredictionsPerDay", "5"));
        await rig.App.PutSampleAsync(accounts: 60);

        var batch = await rig.App.WhenOverAsync((await rig.App.PostAsync(Batch)).Is(202));

        Assert.Equal(5, rig.Server.Requests.Count);
        Assert.Equal("completed", batch.Text("data.state"));
        Assert.InRange(batch.At("data.fallbacks.budget_exhausted").GetInt32(), 10, 60);
        (await rig.App.PredictAsync("1004", options: """{"forceRefresh":true}""")).IsProblem(
            429,
            "DAILY_LIMIT_REACHED"
        );
        await rig.App.RunNightAsync();
        Assert.InRange(rig.Server.Requests.Count, 15, 65);
    }

    [Fact]
    public async Task A_read_and_a_cached_prediction_cost_no_call_of_the_storage_more_with_limits_and_keys()
    {
        string[] paths =
        [
            RunningApp.Account("1004", "churn-risk"),
            RunningApp.Account("1004", "context"),
            RunningApp.Portfolio("high-risk"),
            RunningApp.Portfolio("cta-stats"),
        ];
        var counts = new List<List<int>>();
        foreach (var isGuarded in new[] { false, true })
        {
            var counted = new List<CountedTable>();
            (string, string)[] guard =
            [
                .. SomeKeys.Settings,
                ("Limits:PredictionsPerDay", "9"),
                ("Limits:BatchRunsPerDay", "9"),
                ("Limits:CtasPerDay", "9"),
                ("Limits:ImportsPerDay", "9"),
            ];
            await using var app = await RunningApp.StartAsync(
                tables => new Tables(Count(tables.Results), Count(tables.Accounts), Count(tables.Runs)),
                isGuarded ? guard : []
            );
            await app.PutSampleAsync(accounts: 20);
            var bearer = SomeKeys.Bearer(Functions.Http.AccessRole.Agent);
            (await app.PredictAsync("1004", "CHURN", "{}", bearer)).Is(200);
            counts.Add([]);
            foreach (var path in paths)
            {
                var before = counted.Sum(table => table.Count);
                (await app.GetAsync(path, bearer)).Is(200);
                counts[^1].Add(counted.Sum(table => table.Count) - before);
            }

            CountedTable Count(IEntityTable table)
            {
                counted.Add(new CountedTable(table));
                return counted[^1];
            }
        }

        Assert.Equal(counts[0], counts[1]);
    }
}
