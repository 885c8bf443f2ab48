using System.Text.Json;

namespace CsMl.Tests.Http;

public sealed class PredictionContractTests(SampleApp sample) : IClassFixture<SampleApp>
{
    private readonly RunningApp _app = sample.App;

    public static TheoryData<string, string> Types =>
        new()
        {
            { "CHURN", Shapes.Churn },
            { "HEALTH_TREND", Shapes.HealthTrend },
            { "EXPANSION", Shapes.Expansion },
            { "ENGAGEMENT_DECLINE", Shapes.EngagementDecline },
        };

    /// <summary>Ids of accounts of every story, 10 apart.</summary>
    private static IEnumerable<string> SomeIds(int from) => Enumerable.Range(0, 12).Select(i => $"{from + i * 10}");

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Every_type_has_the_fields_of_the_contract(string type, string shape)
    {
        foreach (var id in SomeIds(1001))
        {
            var answer = (await _app.PredictAsync(id, type)).Is(200);

            JsonShape.Is(answer.Data, shape);
            Assert.Equal(type, answer.Text("data.predictionType"));
            Assert.Equal(id, answer.Text("data.accountId"));
            Assert.Equal("ACTIVE", answer.Text("data.status"));
            Assert.Equal(90, answer.At("data.predictionWindowDays").GetInt32());
            JsonShape.All(answer.At("data.riskFactors"), Shapes.RiskFactor);
            JsonShape.All(answer.At("data.recommendations"), Shapes.Recommendation);
            JsonShape.Is(answer.At("data.dataQuality"), Shapes.DataQuality);
            Assert.Equal(
                answer.At("data.predictedAt").GetDateTimeOffset().AddDays(30),
                answer.At("data.validUntil").GetDateTimeOffset()
            );
            foreach (
                var (field, parts) in (ReadOnlySpan<(string, string)>)
                    [("insights", Shapes.Insight), ("anomalies", Shapes.Anomaly)]
            )
            {
                if (type == "HEALTH_TREND")
                {
                    JsonShape.All(answer.Data.GetProperty(field), parts);
                    JsonShape.Is(answer.At("data.dimensionScores"), Shapes.DimensionScores);
                }
            }

            if (type == "CHURN" && answer.At("data.suggestedCTA").ValueKind == JsonValueKind.Object)
            {
                JsonShape.Is(answer.At("data.suggestedCTA"), Shapes.SuggestedCta);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task What_is_read_back_is_the_same_field_for_field(string type, string _)
    {
        foreach (var id in SomeIds(1003))
        {
            var fresh = (await _app.PredictAsync(id, type)).Is(200);
            var cached = (await _app.PredictAsync(id, type)).Is(200);
            var listed = (await _app.GetAsync(RunningApp.Account(id, $"predictions?type={type}"))).Is(200);

            Assert.Equal(["data"], Names(fresh.Json));
            Assert.Equal(["cached", "data"], Names(cached.Json));
            Assert.True(cached.At("cached").GetBoolean());
            Assert.Equal(fresh.Data.GetRawText(), cached.Data.GetRawText());
            Assert.Equal(fresh.Data.GetRawText(), Assert.Single(listed.Items("data")).GetRawText());
        }
    }

    [Fact]
    public async Task An_account_of_which_only_the_name_is_known_has_every_field_too()
    {
        await _app.PutAsync(Some.Account("bare"));

        foreach (var row in Types)
        {
            JsonShape.Is((await _app.PredictAsync("bare", (string)row[0])).Is(200).Data, (string)row[1]);
        }

        JsonShape.Is((await _app.GetAsync(RunningApp.Account("bare", "context"))).Is(200).Data, Shapes.Facts);
    }

    [Fact]
    public async Task Churn_risk_and_health_insights_share_what_predict_stored()
    {
        var churn = await _app.PredictAsync("1005");
        var health = await _app.GetAsync(RunningApp.Account("1005", "health-insights"));

        var again = (await _app.GetAsync(RunningApp.Account("1005", "churn-risk"))).Is(200);
        Assert.Equal(churn.Text("data.predictionId"), again.Text("data.predictionId"));
        Assert.True(again.At("cached").GetBoolean());
        var trend = await _app.PredictAsync("1005", "HEALTH_TREND");
        Assert.Equal(health.Text("data.predictionId"), trend.Text("data.predictionId"));

        var refreshed = (await _app.GetAsync(RunningApp.Account("1005", "health-insights?refresh=true"))).Is(200);
        Assert.NotEqual(health.Text("data.predictionId"), refreshed.Text("data.predictionId"));
        Assert.Equal(["data"], Names(refreshed.Json));
        var same = (await _app.GetAsync(RunningApp.Account("1005", "health-insights?refresh=false"))).Is(200);
        Assert.Equal(refreshed.Text("data.predictionId"), same.Text("data.predictionId"));
    }

    [Theory]
    [InlineData("GET", "churn-risk")]
    [InlineData("GET", "health-insights")]
    [InlineData("GET", "predictions")]
    [InlineData("GET", "context")]
    [InlineData("POST", "predict")]
    [InlineData("POST", "generate-cta")]
    public async Task An_account_that_there_is_not_is_a_404(string method, string route)
    {
        var body = route == "predict" ? """{"predictionType":"CHURN"}""" : null;

        var answer = await _app.SendAsync(new HttpMethod(method), RunningApp.Account("nobody", route), body);

        answer.IsProblem(404, "ACCOUNT_NOT_FOUND");
    }

    [Fact]
    public async Task Facts_that_changed_since_show_beside_the_stored_prediction_and_go_with_a_new_one()
    {
        await _app.PutAsync(Some.KnownAccount() with { AccountId = "changing" });
        var before = (await _app.PredictAsync("changing")).Is(200);
        Assert.Equal(["cached", "data"], Names((await _app.PredictAsync("changing")).Json));

        (await _app.PutAsync(RunningApp.Account("changing", "context"), """{"name":"Changed"}""")).Is(200);

        var stored = await _app.PredictAsync("changing");
        Assert.Equal(["cached", "data", "factsChangedSince"], Names(stored.Json));
        Assert.True(stored.At("factsChangedSince").GetBoolean());
        Assert.Equal(before.Data.GetRawText(), stored.Data.GetRawText());

        var anew = await _app.PredictAsync("changing", options: """{"forceRefresh":true}""");
        Assert.Equal(["data"], Names(anew.Json));
        Assert.Equal("Changed", anew.Text("data.accountName"));
        Assert.Equal(["cached", "data"], Names((await _app.PredictAsync("changing")).Json));
    }

    [Fact]
    public async Task A_prediction_goes_from_active_to_superseded_or_expired()
    {
        await using var own = await RunningApp.StartAsync(("Predictions:ValidityDays", "30"));
        await own.PutAsync(Some.KnownAccount());
        var first = (await own.PredictAsync("acme")).Text("data.predictionId");
        own.Clock.Advance(TimeSpan.FromHours(1));
        var second = (await own.PredictAsync("acme", options: """{"forceRefresh":true}""")).Text("data.predictionId");

        Assert.Equal([(second, "ACTIVE")], await ListAsync(""));
        Assert.Equal([(second, "ACTIVE")], await ListAsync("?includeExpired=false"));
        Assert.Equal([(second, "ACTIVE"), (first, "SUPERSEDED")], await ListAsync("?includeExpired=true"));

        own.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromTicks(1));
        Assert.Equal([(second, "ACTIVE")], await ListAsync(""));
        own.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Empty(await ListAsync(""));
        Assert.Equal([(second, "EXPIRED"), (first, "SUPERSEDED")], await ListAsync("?includeExpired=true"));

        (await own.PostAsync(RunningApp.Account("acme", "generate-cta"))).IsProblem(404, "PREDICTION_NOT_FOUND");
        var third = (await own.GetAsync(RunningApp.Account("acme", "churn-risk"))).Is(200);
        Assert.Equal(["data"], Names(third.Json));
        Assert.Equal([(third.Text("data.predictionId"), "ACTIVE")], await ListAsync("?type=CHURN"));

        async Task<IEnumerable<(string?, string?)>> ListAsync(string query) =>
            (await own.GetAsync(RunningApp.Account("acme", "predictions" + query)))
                .Is(200)
                .Items("data")
                .Select(p => (p.GetProperty("predictionId").GetString(), p.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Predictions_of_all_types_are_listed_newest_first_and_page_by_page()
    {
        await using var own = await RunningApp.StartAsync();
        await own.PutAsync(Some.KnownAccount());
        string[] types = ["CHURN", "HEALTH_TREND", "EXPANSION", "ENGAGEMENT_DECLINE"];
        var made = new List<string?>();
        for (var i = 0; i < 26; i++)
        {
            own.Clock.Advance(TimeSpan.FromMinutes(i % 3));
            var answer = await own.PredictAsync("acme", types[i * 7 % 4], """{"forceRefresh":true}""");
            made.Add(answer.Text("data.predictionId"));
        }

        foreach (var limit in (int[])[1, 4, 7, 25, 26, 100])
        {
            var listed = new List<JsonElement>();
            string? link = RunningApp.Account("acme", $"predictions?includeExpired=true&limit={limit}");
            while (link is not null)
            {
                Assert.StartsWith("/api/crm/accounts/acme/ml/predictions?", link, StringComparison.Ordinal);
                var page = (await own.GetAsync(link)).Is(200);
                Assert.InRange(page.Items("data").Count, 1, limit);
                listed.AddRange(page.Items("data"));
                link = page.Json.TryGetProperty("nextLink", out var next) ? next.GetString() : null;
            }

            Assert.Equal(made.Order(), listed.Select(p => p.GetProperty("predictionId").GetString()).Order());
            var instants = listed.Select(p => p.GetProperty("predictedAt").GetDateTimeOffset()).ToList();
            Assert.Equal(instants.OrderDescending(), instants);
        }

        var active = (await own.GetAsync(RunningApp.Account("acme", "predictions?limit=3"))).Is(200);
        Assert.Equal(3, active.Items("data").Count);
        var rest = (await own.GetAsync(active.Text("nextLink")!)).Is(200);
        Assert.Single(rest.Items("data"));
        Assert.False(rest.Json.TryGetProperty("nextLink", out _));
        Assert.Equal(
            20,
            (await own.GetAsync(RunningApp.Account("acme", "predictions?includeExpired=true"))).Items("data").Count
        );
    }

    private static IEnumerable<string> Names(JsonElement json) =>
        json.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal);
}
