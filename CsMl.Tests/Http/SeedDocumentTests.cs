using System.Text.Json;

namespace CsMl.Tests.Http;

/// <summary>Every request of the user's document, sent as it is printed there, on the sample portfolio.</summary>
public sealed class SeedDocumentTests
{
    public static TheoryData<bool> WithAndWithoutTenant => [false, true];

    private static (string, string)[] Headers(bool tenant) => tenant ? [("X-Tenant-ID", "acme-corp")] : [];

    [Theory]
    [MemberData(nameof(WithAndWithoutTenant))]
    public async Task The_status_says_that_rules_are_in_use_while_no_model_is(bool tenant)
    {
        await using var app = await RunningApp.StartAsync();

        var answer = (await app.GetAsync("/api/crm/accounts/portfolio/ml/status", Headers(tenant))).Is(200);

        Assert.Equal("application/json; charset=utf-8", answer.ContentType);
        Assert.Equal(JsonValueKind.False, answer.At("available").ValueKind);
        Assert.Contains("rules", answer.Text("message"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WithAndWithoutTenant))]
    public async Task The_quick_start_goes_through_from_prediction_to_CTA(bool tenant)
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();
        var headers = Headers(tenant);

        var predicted = await app.PostAsync(
            "/api/crm/accounts/123/ml/predict",
            """
            {
              "predictionType": "CHURN",
              "options": {
                "forceRefresh": false
              }
            }
            """,
            headers
        );
        predicted.Is(200);
        Assert.Equal(["data"], predicted.Json.EnumerateObject().Select(p => p.Name));
        JsonShape.Is(predicted.Data, Shapes.Churn);
        Assert.Equal("CHURN", predicted.Text("data.predictionType"));
        var probability = predicted.Number("data.probability");
        Assert.Equal(probability, predicted.Number("data.churnProbability"));
        Assert.Equal(1 - probability, predicted.Number("data.retentionProbability"), 4);
        Assert.Equal("high", predicted.Text("data.riskCategory"));
        Assert.Equal("this_week", predicted.Text("data.interventionUrgency"));
        Assert.InRange(predicted.Items("data.primaryChurnDrivers").Count, 3, 10);
        Assert.All(predicted.Items("data.primaryChurnDrivers"), d => Assert.NotEmpty(d.GetString()!));
        Assert.NotEmpty(predicted.Items("data.riskFactors"));
        Assert.NotEmpty(predicted.Items("data.recommendations"));
        Assert.NotEmpty(predicted.Text("data.explanation")!);

        var insights = (await app.GetAsync("/api/crm/accounts/123/ml/health-insights", headers)).Is(200);
        JsonShape.Is(insights.Data, Shapes.HealthTrend);

        var created = (await app.PostAsync("/api/crm/accounts/123/ml/generate-cta", null, headers)).Is(201);
        JsonShape.Is(created.Data, "cta:object predictionId:text generationReason:text wasCreated:flag accountId:text");
        JsonShape.Is(created.At("data.cta"), Shapes.Cta);
        Assert.True(created.At("data.wasCreated").GetBoolean());
        Assert.Equal(predicted.Text("data.predictionId"), created.Text("data.predictionId"));
        Assert.Equal("HIGH", created.Text("data.cta.priority"));
        Assert.Equal(app.Clock.GetUtcNow().AddDays(5), created.At("data.cta.dueDate").GetDateTimeOffset());

        (await app.PostAsync("/api/crm/accounts/123/ml/generate-cta", null, headers)).IsProblem(409, "CTA_NOT_CREATED");
    }

    [Theory]
    [MemberData(nameof(WithAndWithoutTenant))]
    public async Task The_portfolio_features_answer_as_printed(bool tenant)
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();
        await app.RunNightAsync();
        var headers = Headers(tenant);

        var risks = (
            await app.GetAsync("/api/crm/accounts/portfolio/ml/high-risk?minProbability=0.6&limit=20", headers)
        ).Is(200);
        Assert.Equal(20, risks.At("count").GetInt32());
        JsonShape.All(risks.Data, Shapes.HighRisk);

        var ctas = await app.PostAsync(
            "/api/crm/accounts/portfolio/ml/generate-ctas",
            """
            {
              "predictionType": "CHURN",
              "maxCTAs": 10
            }
            """,
            headers
        );
        JsonShape.Is(ctas.Is(200).Json, "generated:whole skipped:whole results:list");

        var accuracy = await app.GetAsync("/api/crm/accounts/portfolio/ml/accuracy?predictionType=CHURN", headers);
        Assert.Equal(250, accuracy.Is(200).At("data.totalPredictions").GetInt32());
        Assert.Equal(0, accuracy.At("data.validatedCount").GetInt32());

        var stats = (await app.GetAsync("/api/crm/accounts/portfolio/ml/cta-stats", headers)).Is(200);
        JsonShape.Is(
            stats.Data,
            "totalGenerated:whole openCount:whole completedCount:whole completionRate:share byType:object byUrgency:object "
                + "byOutcome:object averageResolutionDays:number?"
        );
        Assert.Equal(stats.At("data.totalGenerated").GetInt32(), stats.At("data.openCount").GetInt32());
    }

    [Fact]
    public async Task A_request_that_is_printed_without_a_content_type_needs_none()
    {
        await using var app = await RunningApp.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, RunningApp.Portfolio("generate-ctas"))
        {
            Content = new ByteArrayContent("""{ "predictionType": "CHURN", "maxCTAs": 10 }"""u8.ToArray()),
        };

        (await app.SendAsync(request)).Is(200);
    }

    [Fact]
    public async Task Category_urgency_confidence_and_due_date_agree_with_the_tables_for_every_account()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();
        var seen = new HashSet<string>();

        foreach (var account in SampleCustomers.Make(Some.Now))
        {
            var answer = (await app.PredictAsync(account.AccountId)).Is(200);
            var category = answer.Text("data.riskCategory")!;
            seen.Add(category);
            var (wanted, urgency, due) = answer.Number("data.probability") switch
            {
                >= 0.80 => ("critical", "immediate", 1),
                >= 0.60 => ("high", "this_week", 5),
                >= 0.30 => ("medium", "this_month", 14),
                _ => ("low", "monitor", 30),
            };
            Assert.Equal(wanted, category);
            Assert.Equal(urgency, answer.Text("data.interventionUrgency"));
            if (answer.At("data.suggestedCTA").ValueKind == JsonValueKind.Object)
            {
                Assert.Equal(due, answer.At("data.suggestedCTA.dueDays").GetInt32());
                Assert.Equal(category.ToUpperInvariant(), answer.Text("data.suggestedCTA.priority"));
            }

            Assert.Equal(
                answer.Number("data.confidence") switch
                {
                    > 0.8 => "high",
                    >= 0.5 => "medium",
                    _ => "low",
                },
                answer.Text("data.confidenceLevel")
            );
            Assert.Equal(
                answer.Number("data.confidence") < 0.5 ? "insufficient_data" : "llm_not_configured",
                answer.Text("data.fallbackReason")
            );
        }

        Assert.Equal(4, seen.Count);
    }
}
