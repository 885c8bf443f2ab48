using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Predictions;

namespace CsMl.Tests.Http;

/// <summary>Why did it move?</summary>
public sealed class ComparisonTests
{
    [Fact]
    public async Task A_change_is_told_by_factor_and_its_parts_add_up_exactly()
    {
        await using var app = await RunningApp.StartAsync();
        var random = new Random(4);
        foreach (var type in EnumNames.All<PredictionType>())
        {
            string? before = null;
            for (var i = 0; i < 12; i++)
            {
                await app.PutAsync(RandomAccounts.MakeCustomer(random));
                app.Clock.Advance(TimeSpan.FromDays(random.Next(3)));
                var options = $$"""{"forceRefresh":true,"predictionWindowDays":{{(i % 3 == 0 ? 365 : 90)}}}""";
                var id = (await app.PredictAsync("acme", type, options)).Is(200).Text("data.predictionId")!;
                if (before is not null)
                {
                    AssertAddsUp(await CompareAsync(app, id), id, before);
                }

                before = id;
            }
        }
    }

    [Fact]
    public async Task What_changed_since_then_changes_no_comparison()
    {
        await using var app = await RunningApp.StartAsync();
        var risky = Local.Sample.SamplePortfolio.Make(Some.Now).First(a => a.AccountId == "123");
        await app.PutAsync(Some.KnownAccount() with { AccountId = "123" });
        (await app.PredictAsync("123")).Is(200);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.PutAsync(risky);
        var id = (await app.PredictAsync("123", options: """{"forceRefresh":true}""")).Text("data.predictionId")!;
        var first = await CompareAsync(app, id, "123");
        Assert.StartsWith("Churn risk rose from ", first.Text("data.summary"), StringComparison.Ordinal);
        Assert.True(first.At("data.factsChanged").GetBoolean());

        (await app.PostAsync(RunningApp.Account("123", "generate-cta"))).Is(201);
        (await app.PostAsync(RunningApp.Account("123", "outcomes"), """{"outcome":"RENEWED"}""")).Is(201);
        await app.PutAsync(risky with { Type = AccountType.Partner });
        app.Clock.Advance(TimeSpan.FromDays(50));
        (await app.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);

        Assert.Equal(first.Body, (await CompareAsync(app, id, "123")).Body);
    }

    [Fact]
    public async Task What_cannot_be_compared_is_said()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount());
        await app.PutAsync(Some.KnownAccount() with { AccountId = "other" });
        var id = (await app.PredictAsync("acme")).Text("data.predictionId")!;
        var others = (await app.PredictAsync("other")).Text("data.predictionId")!;

        (await app.GetAsync(Path("acme", id))).IsProblem(404, "PREDICTION_NOT_FOUND");
        (await app.GetAsync(Path("acme", others))).IsProblem(404, "PREDICTION_NOT_FOUND");
        (await app.GetAsync(Path("nobody", id))).IsProblem(404, "ACCOUNT_NOT_FOUND");
        foreach (
            var none in (string[])["x", "00000000-0000-0000-0000-000000000000", id.ToUpperInvariant(), "%F0%9F%98%80"]
        )
        {
            (await app.GetAsync(Path("acme", none))).IsProblem(404, "PREDICTION_NOT_FOUND");
        }

        (await app.GetAsync(Path("acme", id) + "?with=next")).IsProblem(400, "INVALID_REQUEST", "with");
    }

    private static void AssertAddsUp(HttpAnswer answer, string id, string before)
    {
        JsonShape.Is(answer.Data, Shapes.PredictionChange);
        JsonShape.Is(answer.At("data.prediction"), Shapes.ComparedPrediction);
        JsonShape.Is(answer.At("data.previous"), Shapes.ComparedPrediction);
        JsonShape.All(answer.At("data.factors"), Shapes.FactorChange);
        Assert.Equal(
            (id, before),
            (answer.Text("data.prediction.predictionId"), answer.Text("data.previous.predictionId"))
        );
        // In decimal, as they are written, and to the last place.
        var factors = answer.Items("data.factors");
        Assert.Equal(answer.At("data.logOdds").GetDecimal(), factors.Sum(f => f.GetProperty("logOdds").GetDecimal()));
        Assert.Equal(answer.At("data.points").GetDecimal(), factors.Sum(f => f.GetProperty("points").GetDecimal()));
        var (from, to) = (
            answer.At("data.previous.probability").GetDecimal(),
            answer.At("data.prediction.probability").GetDecimal()
        );
        Assert.Equal(100 * (to - from), answer.At("data.points").GetDecimal());
    }

    private static string Path(string account, string id) => RunningApp.Account(account, $"predictions/{id}/compare");

    private static async Task<HttpAnswer> CompareAsync(RunningApp app, string id, string account = "acme") =>
        (await app.GetAsync(Path(account, id) + "?with=previous")).Is(200);
}
