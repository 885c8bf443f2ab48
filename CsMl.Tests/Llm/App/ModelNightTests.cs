using CsMl.Core.Accounts;
using CsMl.Local.Sample;
using CsMl.Tests.Http;

namespace CsMl.Tests.Llm.App;

public sealed class ModelNightTests
{
    private const int Accounts = 1_000;

    [Fact]
    public async Task What_a_night_cost_is_what_the_server_billed()
    {
        await using var rig = await ModelApp.StartAsync();
        await PutAsync(rig, Accounts);
        var calls = 0;
        rig.Server.Answer = request =>
            (Interlocked.Increment(ref calls) % 50) switch
            {
                7 => FakeReply.Text("I would rather not say.", new Bill(900, 11)),
                13 or 14 => FakeReply.CutByLength("{\"riskFactors\":[", new Bill(700, 2_000)),
                21 => FakeReply.Broken(),
                _ => GoodModel.Reply(request),
            };

        await rig.App.NightAsync();

        var run = await NightAsync(rig);
        var billed = rig.Server.Billed;
        Assert.Equal(Accounts, run.At("data.counts.scored").GetInt32());
        Assert.InRange(rig.Server.Requests.Count, 700, 1_100);
        Assert.Equal(billed.Input + billed.Output, run.At("data.cost.tokens").GetInt64());
        Assert.Equal(ModelPredictionTests.CostOf(billed), run.At("data.cost.amount").GetDecimal());
        Assert.False(run.At("data.cost.budgetExhausted").GetBoolean());
        var predictions = Latest(rig);
        Assert.Equal(Accounts, predictions.Count);
        Assert.Equal(
            billed.Input + billed.Output,
            predictions.Sum(p => p.TryAt("llmMetadata.tokensUsed")?.GetInt64() ?? 0)
        );
        Assert.Equal(
            ModelPredictionTests.CostOf(billed),
            predictions.Sum(p => p.TryAt("llmMetadata.estimatedCost")?.GetDecimal() ?? 0)
        );
        Assert.InRange(rig.Server.MostInFlight, 2, 8);
    }

    [Theory]
    [InlineData("Llm:RunTokens", "200000")]
    [InlineData("Llm:DailyTokens", "200000")]
    [InlineData("Llm:RunCost", "0.5")]
    [InlineData("Llm:DailyCost", "0.5")]
    public async Task A_budget_is_passed_by_no_more_than_the_calls_in_flight(string setting, string budget)
    {
        await using var rig = await ModelApp.StartAsync((setting, budget));
        await PutAsync(rig, Accounts);
        var dearest = 0m;
        var inTokens = setting.EndsWith("Tokens", StringComparison.Ordinal);
        rig.Server.Answer = request =>
        {
            var bill = GoodModel.BillOf(request);
            lock (rig)
            {
                dearest = Math.Max(dearest, Value(bill));
            }

            return GoodModel.Reply(request);
        };

        await rig.App.NightAsync();

        var run = await NightAsync(rig);
        var limit = decimal.Parse(budget, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(Value(rig.Server.Billed), limit, limit + 8 * dearest);
        Assert.True(run.At("data.cost.budgetExhausted").GetBoolean());
        Assert.Equal("completed", run.Text("data.state"));
        var reasons = Latest(rig).Select(p => p.GetProperty("fallbackReason").GetString()).ToList();
        Assert.Contains(null, reasons);
        Assert.Contains("budget_exhausted", reasons);

        // A day's budget holds for a single call too; a run's ends with the run.
        var single = (await rig.App.PredictAsync("123", "EXPANSION")).Is(200);
        Assert.Equal(
            setting.Contains("Daily", StringComparison.Ordinal) ? "budget_exhausted" : null,
            single.Text("data.fallbackReason")
        );

        decimal Value(Bill bill) => inTokens ? bill.Input + bill.Output : ModelPredictionTests.CostOf(bill);
    }

    [Fact]
    public async Task Unchanged_facts_cost_no_call_until_the_prediction_is_out_of_date()
    {
        await using var rig = await ModelApp.StartAsync();
        await PutAsync(rig, 100);
        await rig.App.NightAsync();
        var first = rig.Server.Requests.Count;
        Assert.InRange(first, 50, 100);

        rig.App.Clock.Advance(TimeSpan.FromDays(1));
        await rig.App.PutAsync(SamplePortfolio.Make(Some.Now)[0] with { HealthScore = 12 });
        await rig.App.NightAsync();

        Assert.Equal(first + 1, rig.Server.Requests.Count);
        var run = await NightAsync(rig);
        Assert.Equal(first - 1, run.At("data.counts.cached").GetInt32());
        Assert.Equal(100 - first + 1, run.At("data.counts.scored").GetInt32());

        rig.App.Clock.Advance(TimeSpan.FromDays(30));
        await rig.App.NightAsync();
        Assert.Equal(first, rig.Server.Requests.Count - first - 1);
    }

    [Fact]
    public async Task What_the_rules_said_in_a_models_place_is_asked_again_the_next_night()
    {
        await using var rig = await ModelApp.StartAsync();
        await rig.App.PutSampleAsync(accounts: 1);
        rig.Server.Next(FakeReply.Broken());
        await rig.App.NightAsync();
        Assert.Equal("llm_error", Assert.Single(Latest(rig)).GetProperty("fallbackReason").GetString());

        rig.App.Clock.Advance(TimeSpan.FromDays(1));
        await rig.App.NightAsync();

        Assert.Equal("llm", Assert.Single(Latest(rig)).GetProperty("source").GetString());
    }

    private static Task PutAsync(ModelApp rig, int accounts)
    {
        var sample = SamplePortfolio.Make(Some.Now);
        List<AccountFacts> facts =
        [
            sample[0],
            .. Enumerable
                .Range(1, accounts - 1)
                .Select(i => sample[i % sample.Count] with { AccountId = $"a{i}", Name = $"Firm {i}" }),
        ];
        return rig.App.Crm.PutManyAsync(RunningApp.Tenant, facts, CancellationToken.None);
    }

    private static async Task<HttpAnswer> NightAsync(ModelApp rig) =>
        (await rig.App.GetAsync(RunningApp.Portfolio($"runs/nightly-{rig.App.Clock.GetUtcNow():yyyy-MM-dd}"))).Is(200);

    private static List<System.Text.Json.JsonElement> Latest(ModelApp rig) =>
        [
            .. rig
                .App.Dump()
                .Where(row =>
                    row.StartsWith("results ", StringComparison.Ordinal)
                    && row.Contains(" p~", StringComparison.Ordinal)
                )
                .Select(row =>
                    HttpAnswer.Parse(row[row.IndexOf('{', StringComparison.Ordinal)..]).GetProperty("prediction")
                ),
        ];
}

file static class Paths
{
    /// <summary>The value at a path of two steps; null where the first is null.</summary>
    public static System.Text.Json.JsonElement? TryAt(this System.Text.Json.JsonElement json, string path)
    {
        var steps = path.Split('.');
        var first = json.GetProperty(steps[0]);
        return first.ValueKind == System.Text.Json.JsonValueKind.Null ? null : first.GetProperty(steps[1]);
    }
}
