using System.Text.Json;
using CsMl.Core.Accounts;

namespace CsMl.Tests.Http;

public sealed class PortfolioTests
{
    private static readonly string HighRisk = RunningApp.Portfolio("high-risk");
    private static readonly string GenerateCtas = RunningApp.Portfolio("generate-ctas");

    [Fact]
    public async Task The_high_risk_list_has_the_shape_the_order_and_the_defaults_of_the_contract()
    {
        await using var app = await StartAsync();

        var answer = (await app.GetAsync(HighRisk)).Is(200);

        Assert.Equal(["count", "data", "nextLink"], Names(answer.Json));
        Assert.Equal(20, answer.At("count").GetInt32());
        Assert.Equal(20, answer.Items("data").Count);
        foreach (var item in answer.Items("data"))
        {
            JsonShape.Is(item, Shapes.HighRisk);
            JsonShape.Is(item.GetProperty("account"), Shapes.AccountGlance);
            JsonShape.Is(item.GetProperty("prediction"), Shapes.PredictionGlance);
            Assert.InRange(Probability(item), 0.6, 1);
            var whole = (await app.PredictAsync(Id(item))).Is(200);
            foreach (
                var field in (string[])
                    ["probability", "confidence", "riskCategory", "primaryChurnDrivers", "explanation", "predictedAt"]
            )
            {
                Assert.Equal(
                    whole.Data.GetProperty(field).GetRawText(),
                    item.GetProperty("prediction").GetProperty(field).GetRawText()
                );
            }

            Assert.Equal(whole.Text("data.predictionId"), item.GetProperty("prediction").GetProperty("id").GetString());
        }

        var probabilities = answer.Items("data").Select(Probability).ToList();
        Assert.Equal(probabilities.OrderDescending(), probabilities);
        Assert.Equal(["count", "data"], Names((await app.GetAsync(HighRisk + "?minProbability=1")).Is(200).Json));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [Trait("Speed", "Slow")]
    public async Task Its_pages_join_without_a_gap_or_a_repeat(int limit)
    {
        await using var app = await StartAsync();

        var all = await PagesAsync(app, $"?minProbability=0&limit={limit}");

        Assert.Equal(250, all.Count);
        Assert.Equal(250, all.Select(Id).Distinct().Count());
        Assert.Equal(all.Select(Probability).OrderDescending(), all.Select(Probability));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Accounts_that_stay_are_listed_once_while_others_move_between_pages()
    {
        await using var app = await StartAsync();
        var before = await PagesAsync(app, "?minProbability=0&limit=100");
        var random = new Random(7);
        // Every third moves up, down or away while the list is read; the rest are to be seen once each.
        var movers = before.Select(Id).Where((_, i) => i % 3 == 0).ToList();
        var seen = new List<string>();
        var turn = 0;
        string? link = HighRisk + "?minProbability=0&limit=9";
        while (link is not null)
        {
            var page = (await app.GetAsync(link)).Is(200);
            seen.AddRange(page.Items("data").Select(Id));
            link = page.Json.TryGetProperty("nextLink", out var next) ? next.GetString() : null;
            for (var i = 0; i < 5; i++, turn++)
            {
                var id = movers[turn % movers.Count];
                await app.PutAsync(RandomAccounts.Make(random) with { AccountId = id });
                (await app.PredictAsync(id, options: """{"forceRefresh":true}""")).Is(200);
            }
        }

        var stayed = before.Select(Id).Except(movers).Order().ToList();
        Assert.Equal(stayed, seen.Except(movers).Order());
        Assert.Equal(stayed.Count, seen.Count(id => !movers.Contains(id)));
        // In the end each is listed once, where it is now.
        var after = await PagesAsync(app, "?minProbability=0&limit=100");
        Assert.Equal(250, after.Select(Id).Distinct().Count());
        Assert.Equal(250, after.Count);
    }

    [Fact]
    public async Task What_has_expired_is_passed_over_and_comes_back_with_a_new_prediction()
    {
        await using var app = await StartAsync();
        var before = await PagesAsync(app, "?minProbability=0.6&limit=100");

        app.Clock.Advance(TimeSpan.FromDays(30));

        Assert.Equal(0, (await app.GetAsync(HighRisk + "?minProbability=0")).Is(200).At("count").GetInt32());
        (await app.PredictAsync(Id(before[0]))).Is(200);
        Assert.Equal(1, (await app.GetAsync(HighRisk + "?minProbability=0")).At("count").GetInt32());
    }

    [Fact]
    public async Task A_cursor_is_good_in_its_own_list_alone()
    {
        await using var app = await RunningApp.StartAsync(("Tenancy:Mode", "Header"));
        foreach (var tenant in (string[])["a", "b"])
        {
            foreach (var id in (string[])["one", "two", "three"])
            {
                await app.PutAsync(Some.Account(id), tenant);
                (await app.PredictAsync(id, "CHURN", "{}", ("X-Tenant-ID", tenant))).Is(200);
                (await app.PredictAsync(id, "EXPANSION", "{}", ("X-Tenant-ID", tenant))).Is(200);
            }
        }

        var risks = (await GetAsync("a", HighRisk + "?minProbability=0&limit=1")).Is(200).Text("nextLink")!;
        var listed = (await GetAsync("a", RunningApp.Account("one", "predictions?limit=1"))).Is(200).Text("nextLink")!;

        (await GetAsync("a", risks)).Is(200);
        (await GetAsync("a", risks.Replace("limit=1", "limit=2", StringComparison.Ordinal))).Is(200);
        (await GetAsync("a", listed)).Is(200);
        (await GetAsync("b", risks)).IsProblem(400, "INVALID_REQUEST", "cursor");
        (await GetAsync("b", listed)).IsProblem(400, "INVALID_REQUEST", "cursor");
        var (riskCursor, listCursor) = (risks.Split("cursor=")[1], listed.Split("cursor=")[1]);
        (await GetAsync("a", HighRisk + $"?cursor={listCursor}")).IsProblem(400, "INVALID_REQUEST", "cursor");
        (await GetAsync("a", RunningApp.Account("one", $"predictions?cursor={riskCursor}"))).IsProblem(
            400,
            "INVALID_REQUEST",
            "cursor"
        );
        (await GetAsync("a", RunningApp.Account("two", $"predictions?cursor={listCursor}"))).IsProblem(
            400,
            "INVALID_REQUEST",
            "cursor"
        );
        (await GetAsync("a", risks[..^4])).IsProblem(400, "INVALID_REQUEST", "cursor");

        Task<HttpAnswer> GetAsync(string tenant, string path) => app.GetAsync(path, ("X-Tenant-ID", tenant));
    }

    [Fact]
    public async Task A_link_to_the_next_page_keeps_the_query_but_for_the_function_key()
    {
        await using var app = await StartAsync();

        var link = (await app.GetAsync(HighRisk + "?minProbability=0&code=s3cret&limit=1&Code=s3cret"))
            .Is(200)
            .Text("nextLink")!;

        Assert.Contains("minProbability=0&limit=1&cursor=", link, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", link, StringComparison.Ordinal);
        (await app.GetAsync(link)).Is(200);
    }

    [Fact]
    public async Task A_CTA_a_call_reaches_every_account_at_risk_in_the_end()
    {
        await using var app = await StartAsync();
        for (var call = 0; call < 13; call++)
        {
            var answer = (await app.PostAsync(GenerateCtas, """{"maxCTAs":1}""")).Is(200);

            Assert.Equal((1, call), (answer.At("generated").GetInt32(), answer.At("skipped").GetInt32()));
            Assert.Equal(call + 1, answer.Items("results").Count);
        }
    }

    [Fact]
    public async Task Of_accounts_that_are_passed_over_a_hundred_are_told()
    {
        await using var app = await RunningApp.StartAsync();
        var atRisk = Local.Sample.SamplePortfolio.Make(Some.Now).First(a => a.AccountId == "123");
        await app.Index.PutManyAsync(
            RunningApp.Tenant,
            [.. Enumerable.Range(0, 110).Select(i => atRisk with { AccountId = $"a{i:000}" })],
            CancellationToken.None
        );
        await app.RunNightAsync();

        var answer = (await app.PostAsync(GenerateCtas)).Is(200);

        Assert.Equal((0, 110), (answer.At("generated").GetInt32(), answer.At("skipped").GetInt32()));
        Assert.Equal(100, answer.Items("results").Count);
    }

    [Fact]
    public async Task CTAs_are_generated_for_the_highest_risks_first_until_there_are_enough()
    {
        await using var app = await StartAsync();
        var risks = await PagesAsync(app, "?minProbability=0.6&limit=100");

        var answer = (await app.PostAsync(GenerateCtas, """{"predictionType":"CHURN","maxCTAs":10}""")).Is(200);

        JsonShape.Is(answer.Json, "generated:whole skipped:whole results:list");
        Assert.Equal(10, answer.At("generated").GetInt32());
        Assert.Equal(answer.Items("results").Count - 10, answer.At("skipped").GetInt32());
        foreach (var result in answer.Items("results"))
        {
            JsonShape.Is(
                result,
                result.GetProperty("wasCreated").GetBoolean() ? Shapes.GeneratedCta : Shapes.SkippedCta
            );
        }

        var asked = answer.Items("results").Select(r => r.GetProperty("accountId").GetString()!).ToList();
        Assert.Equal(risks.Take(asked.Count).Select(Id), asked);
        var made = answer.Items("results").First(r => r.GetProperty("wasCreated").GetBoolean());
        JsonShape.Is(made.GetProperty("cta"), Shapes.Cta);
        var id = made.GetProperty("accountId").GetString()!;
        Assert.Equal(
            made.GetProperty("cta").GetProperty("id").GetString(),
            (await app.PredictAsync(id)).Text("data.generatedCtaId")
        );

        // Again: those of before are skipped with the reason, the next ones follow.
        var second = (await app.PostAsync(GenerateCtas, """{"maxCTAs":5}""")).Is(200);
        Assert.Equal(5, second.At("generated").GetInt32());
        Assert.All(
            second.Items("results").Where(r => asked.Contains(r.GetProperty("accountId").GetString()!)),
            r => Assert.NotEmpty(r.GetProperty("skippedReason").GetString()!)
        );
        var stats = (await app.GetAsync(RunningApp.Portfolio("cta-stats"))).Is(200);
        Assert.Equal(15, stats.At("data.totalGenerated").GetInt32());
        Assert.Equal(15, stats.At("data.byType.RISK").GetInt32());
        Assert.Equal(15, stats.At("data.byUrgency").EnumerateObject().Sum(u => u.Value.GetInt32()));
        Assert.Equal(0, stats.Number("data.completionRate"));
        Assert.Equal(JsonValueKind.Null, stats.At("data.averageResolutionDays").ValueKind);
    }

    [Fact]
    public async Task An_empty_body_means_the_defaults_and_an_empty_portfolio_an_empty_list()
    {
        await using var app = await RunningApp.StartAsync();

        foreach (var body in (string?[])[null, "", "{}"])
        {
            var none = (await app.PostAsync(GenerateCtas, body)).Is(200);
            Assert.Equal("""{"generated":0,"skipped":0,"results":[]}""", none.Body);
        }

        await app.PutSampleAsync();
        await app.RunNightAsync();
        (await app.PostAsync(GenerateCtas, "", ("Content-Type", "application/x-www-form-urlencoded"))).Is(200);
        Assert.Equal("""{"data":[],"count":0}""", (await app.GetAsync(HighRisk + "?minProbability=1")).Body);
    }

    [Fact]
    public async Task One_after_another_gets_past_those_that_have_a_CTA_already()
    {
        await using var app = await StartAsync();

        for (var i = 1; i <= 15; i++)
        {
            var answer = (await app.PostAsync(GenerateCtas, """{"maxCTAs":1}""")).Is(200);
            Assert.Equal(1, answer.At("generated").GetInt32());
        }
    }

    [Fact]
    public async Task By_default_twenty_CTAs_are_made_at_most()
    {
        await using var app = await StartAsync();

        Assert.Equal(20, (await app.PostAsync(GenerateCtas)).Is(200).At("generated").GetInt32());
    }

    [Theory]
    [InlineData("HEALTH_TREND")]
    [InlineData("EXPANSION")]
    public async Task What_calls_for_no_CTA_makes_none_and_says_so(string type)
    {
        await using var app = await StartAsync();
        var body = $$"""{"predictionType":"{{type}}"}""";

        (await app.PostAsync(RunningApp.Account("123", "generate-cta"), body)).IsProblem(404, "PREDICTION_NOT_FOUND");
        (await app.PredictAsync("123", type)).Is(200);

        (await app.PostAsync(RunningApp.Account("123", "generate-cta"), body)).IsProblem(409, "CTA_NOT_CREATED");
        Assert.Equal(0, (await app.PostAsync(GenerateCtas, body)).Is(200).At("generated").GetInt32());
    }

    [Fact]
    public async Task Engagement_in_decline_makes_risks_and_chances_opportunities_of_their_own()
    {
        await using var app = await RunningApp.StartAsync(
            ("Predictions:Risk:High", "0.4"),
            ("Ctas:AutoGenerateNightly", "false")
        );
        await app.PutSampleAsync();
        foreach (
            var (type, cta, noun) in ((string, string, string)[])
                [
                    ("ENGAGEMENT_DECLINE", "RISK", "risk of declining engagement"),
                    ("EXPANSION", "OPPORTUNITY", "chance of expansion"),
                ]
        )
        {
            for (var id = 1001; id < 1250; id++)
            {
                (await app.PredictAsync($"{id}", type)).Is(200);
            }

            var answer = (await app.PostAsync(GenerateCtas, $$"""{"predictionType":"{{type}}","maxCTAs":3}""")).Is(200);

            Assert.Equal(3, answer.At("generated").GetInt32());
            Assert.All(
                answer.Items("results"),
                result =>
                    Assert.Contains(noun, result.GetProperty("generationReason").GetString()!, StringComparison.Ordinal)
            );
            foreach (
                var made in answer
                    .Items("results")
                    .Where(r => r.GetProperty("wasCreated").GetBoolean())
                    .Select(r => r.GetProperty("cta"))
            )
            {
                JsonShape.Is(made, Shapes.Cta);
                Assert.Equal(
                    (cta, "ML_" + type),
                    (made.GetProperty("type").GetString(), made.GetProperty("triggerRule").GetString())
                );
                Assert.InRange(made.GetProperty("title").GetString()!.Length, 10, 200);
                Assert.Equal(type, made.GetProperty("triggerData").GetProperty("predictionType").GetString());
            }
        }
    }

    [Fact]
    public async Task A_medium_risk_makes_a_CTA_where_the_renewal_is_near_and_costs_nothing_where_it_is_not()
    {
        await using var app = await RunningApp.StartAsync(
            ("Predictions:Risk:High", "0.99"),
            ("Predictions:Risk:Critical", "0.999")
        );
        var atRisk = Local.Sample.SamplePortfolio.Make(Some.Now).First(a => a.AccountId == "123");
        foreach (var (id, days) in ((string, int)[])[("near", 60), ("far", 200)])
        {
            await app.PutAsync(atRisk with { AccountId = id, RenewalDate = Some.Now.AddDays(days) });
            (await app.PredictAsync(id)).Is(200);
        }

        var answer = (await app.PostAsync(GenerateCtas)).Is(200);

        Assert.Equal((1, 0), (answer.At("generated").GetInt32(), answer.At("skipped").GetInt32()));
        Assert.Equal(
            ("near", "LIFECYCLE", "MEDIUM"),
            (
                answer.Text("results[0].accountId"),
                answer.Text("results[0].cta.type"),
                answer.Text("results[0].cta.priority")
            )
        );
        Assert.StartsWith(
            "Prepare the renewal on 2026-05-03",
            answer.Text("results[0].cta.title"),
            StringComparison.Ordinal
        );
        (await app.PostAsync(RunningApp.Account("far", "generate-cta"))).IsProblem(409, "CTA_NOT_CREATED");
    }

    [Fact]
    public async Task Why_no_CTA_is_created_is_said()
    {
        await using var app = await StartAsync();
        var risks = await PagesAsync(app, "?minProbability=0&limit=100");

        var low = (await GenerateAsync(Id(risks[^1]))).IsProblem(409, "CTA_NOT_CREATED");
        Assert.Contains("the risk is low", low.Text("detail"), StringComparison.Ordinal);
        (await GenerateAsync("123")).Is(201);
        var open = (await GenerateAsync("123")).IsProblem(409, "CTA_NOT_CREATED");
        Assert.Contains("open", open.Text("detail"), StringComparison.Ordinal);

        await app.PutAsync(Some.Account("unscored"));
        (await GenerateAsync("unscored")).IsProblem(404, "PREDICTION_NOT_FOUND");
        var unsure = Some.Account("unsure") with { Type = AccountType.Churned };
        await app.PutAsync(unsure);
        Assert.InRange((await app.PredictAsync("unsure")).Number("data.probability"), 0.6, 1);
        var doubt = (await GenerateAsync("unsure")).IsProblem(409, "CTA_NOT_CREATED");
        Assert.Contains("confidence", doubt.Text("detail"), StringComparison.Ordinal);

        Task<HttpAnswer> GenerateAsync(string id) => app.PostAsync(RunningApp.Account(id, "generate-cta"));
    }

    [Fact]
    public async Task Accuracy_counts_an_account_once_a_month()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount());
        for (var i = 0; i < 3; i++)
        {
            (await app.PredictAsync("acme", options: """{"forceRefresh":true}""")).Is(200);
            (await app.PredictAsync("acme", "EXPANSION", """{"forceRefresh":true}""")).Is(200);
            app.Clock.Advance(TimeSpan.FromDays(20));
        }

        var all = (await app.GetAsync(RunningApp.Portfolio("accuracy"))).Is(200);
        var churn = (await app.GetAsync(RunningApp.Portfolio("accuracy?predictionType=CHURN"))).Is(200);

        Assert.Equal(4, all.At("data.totalPredictions").GetInt32());
        Assert.Equal(2, churn.At("data.totalPredictions").GetInt32());
        Assert.Equal(2, all.At("data.byType.CHURN.total").GetInt32());
        Assert.Equal(0, all.At("data.byType.EXPANSION.accurate").GetInt32());
        Assert.Equal(JsonValueKind.Null, all.At("data.accuracy").ValueKind);
    }

    /// <summary>The sample portfolio, scored.</summary>
    private static async Task<RunningApp> StartAsync()
    {
        var app = await RunningApp.StartAsync(("Ctas:AutoGenerateNightly", "false"));
        await app.PutSampleAsync();
        await app.RunNightAsync();
        return app;
    }

    private static async Task<List<JsonElement>> PagesAsync(RunningApp app, string query)
    {
        var all = new List<JsonElement>();
        string? link = HighRisk + query;
        while (link is not null)
        {
            var page = (await app.GetAsync(link)).Is(200);
            Assert.Equal(page.Items("data").Count, page.At("count").GetInt32());
            all.AddRange(page.Items("data"));
            link = page.Json.TryGetProperty("nextLink", out var next) ? next.GetString() : null;
        }

        return all;
    }

    private static string Id(JsonElement item) => item.GetProperty("account").GetProperty("id").GetString()!;

    private static double Probability(JsonElement item) =>
        item.GetProperty("prediction").GetProperty("probability").GetDouble();

    private static IEnumerable<string> Names(JsonElement json) =>
        json.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal);
}
