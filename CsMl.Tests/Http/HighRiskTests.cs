using System.Text.Json;
using static CsMl.Tests.Http.ScoredPortfolio;

namespace CsMl.Tests.Http;

/// <summary>The list of the highest risks and its pages.</summary>
public sealed class HighRiskTests
{
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
                await app.PutAsync(RandomAccounts.MakeCustomer(random) with { AccountId = id });
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

    private static IEnumerable<string> Names(JsonElement json) =>
        json.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal);
}
