using System.Text.Json;
using static CsMl.Tests.Http.ScoredPortfolio;

namespace CsMl.Tests.Http;

/// <summary>CTAs for a whole portfolio, and why an account gets none.</summary>
public sealed class GenerateCtasTests
{
    private static readonly string GenerateCtas = RunningApp.Portfolio("generate-ctas");

    [Fact]
    public async Task A_CTA_a_call_reaches_every_account_at_risk_in_the_end()
    {
        await using var app = await StartAsync();
        for (var call = 0; call < 13; call++)
        {
            var answer = (await app.PostAsync(GenerateCtas, """{"maxCTAs":1}""")).Is(200);

            Assert.Equal(1, answer.At("generated").GetInt32());
            Assert.Equal(1 + answer.At("skipped").GetInt32(), answer.Items("results").Count);
            // The others have a CTA of the CRM that takes its place.
            var reasons = answer.Items("results").Where(r => !r.GetProperty("wasCreated").GetBoolean()).Select(Reason);
            Assert.Equal(call, reasons.Count(r => r.StartsWith("the automated CTA", StringComparison.Ordinal)));
            Assert.All(reasons, r => Assert.Matches("^the (automated CTA|CRM's open CTA) '", r));
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
            await app.PutAsync(
                atRisk with
                {
                    AccountId = id,
                    RenewalDate = Some.Now.AddDays(days),
                    Subscription = null,
                }
            );
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
            "Prepare the renewal on 3 May 2026",
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
        var unsure = CtaCalls.AtRisk with { AccountId = "unsure", HealthScore = 5, HealthHistory = [] };
        await app.PutAsync(unsure);
        Assert.InRange((await app.PredictAsync("unsure")).Number("data.probability"), 0.6, 1);
        var doubt = (await GenerateAsync("unsure")).IsProblem(409, "CTA_NOT_CREATED");
        Assert.Contains("confidence", doubt.Text("detail"), StringComparison.Ordinal);

        Task<HttpAnswer> GenerateAsync(string id) => app.PostAsync(RunningApp.Account(id, "generate-cta"));
    }

    private static string Reason(System.Text.Json.JsonElement result) =>
        result.GetProperty("skippedReason").GetString()!;
}
