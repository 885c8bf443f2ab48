using CsMl.Core.Accounts;
using CsMl.Local.Sample;
using CsMl.Tests.Http;
using CsMl.Tests.LanguageModel.Client;

namespace CsMl.Tests.LanguageModel.App;

public sealed class ModelNightTests
{
    private const int Accounts = 1_000;

    [Fact]
    [Trait("Speed", "Slow")]
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

    [Fact]
    public async Task A_run_says_how_often_and_why_rules_predicted()
    {
        await using var rig = await ModelApp.StartAsync();
        await PutAsync(rig, 20);
        rig.Server.Answer = _ => FakeReply.PromptFiltered();

        await rig.App.NightAsync();

        var run = await NightAsync(rig);
        var fallbacks = run.At("data.fallbacks").EnumerateObject().ToDictionary(f => f.Name, f => f.Value.GetInt32());
        Assert.Equal(rig.Server.Requests.Count, fallbacks["llm_content_filtered"]);
        Assert.Equal(run.At("data.counts.scored").GetInt32(), fallbacks.Values.Sum());
    }

    [Theory]
    [InlineData("Llm:RunTokens", "200000")]
    [InlineData("Llm:DailyTokens", "200000")]
    [InlineData("Llm:RunCost", "0.5")]
    [InlineData("Llm:DailyCost", "0.5")]
    [Trait("Speed", "Slow")]
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
    public async Task Unchanged_facts_cost_no_call_while_the_rules_say_what_they_said()
    {
        await using var rig = await ModelApp.StartAsync();
        await PutAsync(rig, 100);
        await rig.App.NightAsync();
        var first = rig.Server.Requests.Count;
        Assert.InRange(first, 50, 100);
        var before = Latest(rig).ToDictionary(Id, p => p.GetProperty("source").GetString());

        rig.App.Clock.Advance(TimeSpan.FromDays(1));
        await rig.App.PutAsync(SamplePortfolio.Make(Some.Now)[0] with { HealthScore = 12 });
        await rig.App.NightAsync();

        // Silence grew by a day: where that moved an account to another category, the model is asked again.
        var moved = Facts(100)
            .Skip(1)
            .Count(facts =>
                before[facts.AccountId] == "llm" && Named(facts, Some.Now) != Named(facts, Some.Now.AddDays(1))
            );
        Assert.InRange(moved, 0, 10);
        Assert.Equal(first + 1 + moved, rig.Server.Requests.Count);
        var run = await NightAsync(rig);
        Assert.Equal(first - 1 - moved, run.At("data.counts.cached").GetInt32());
        Assert.Equal(100 - first + 1 + moved, run.At("data.counts.scored").GetInt32());
    }

    /// <summary>What of the rules' answer decides whether a model is asked again.</summary>
    private static string Named(AccountFacts facts, DateTimeOffset at)
    {
        var churn = (Core.Predictions.ChurnPrediction)Some.Predict(facts, asOf: at);
        var engagement = Signals.Of(facts, at).Engagement;
        var isLong = engagement.DaysSinceLast > 30 && engagement.Silence > 1.15 * (engagement.MeanGap ?? 0);
        return $"{churn.RiskCategory} {isLong}";
    }

    [Fact]
    public async Task A_customer_who_falls_silent_is_not_kept_at_the_old_risk_because_a_model_saw_it_once()
    {
        await using var rig = await ModelApp.StartAsync();
        var facts = Some.Account()
            .WithHealthHistory(70, 70, 70)
            .WithContacts([.. Enumerable.Range(1, 40).Select(i => 4.0 * i)]);
        await rig.App.PutAsync(facts);
        await rig.App.NightAsync();
        Assert.Equal("low", Assert.Single(Latest(rig)).GetProperty("riskCategory").GetString());

        for (var night = 0; night < 35; night++)
        {
            rig.App.Clock.Advance(TimeSpan.FromDays(1));
            await rig.App.NightAsync();
        }

        var latest = Assert.Single(Latest(rig));
        Assert.Equal("llm", latest.GetProperty("source").GetString());
        var today = (Core.Predictions.ChurnPrediction)Some.Predict(facts, asOf: rig.App.Clock.GetUtcNow());
        Assert.InRange(today.RiskCategory, Core.Predictions.RiskCategory.High, Core.Predictions.RiskCategory.Critical);
        Assert.Equal(
            Core.Predictions.Explanations.ExplainPrediction.Word(today.RiskCategory),
            latest.GetProperty("riskCategory").GetString()
        );
        Assert.Contains(
            "Last activity 3",
            latest.GetProperty("primaryChurnDrivers")[0].GetString(),
            StringComparison.Ordinal
        );
        // Now and then, and not every night.
        Assert.InRange(rig.Server.Requests.Count, 3, 12);
    }

    [Fact]
    public async Task A_page_whose_message_comes_twice_at_once_is_paid_once()
    {
        await using var rig = await ModelApp.StartAsync();
        await PutAsync(rig, 30);

        var inOneProcess = rig.App.Service<Core.Portfolio.ScorePage>();
        await Task.WhenAll(rig.App.NightAsync(inOneProcess), rig.App.NightAsync(inOneProcess));

        var run = await NightAsync(rig);
        var asked = rig.Server.Requests.GroupBy(request => request.User, StringComparer.Ordinal);
        Assert.All(asked, calls => Assert.Single(calls));
        Assert.Equal(rig.Server.Billed.Input + rig.Server.Billed.Output, run.At("data.cost.tokens").GetInt64());
    }

    [Fact]
    public async Task A_cancelled_night_asks_no_more_and_says_what_it_has_cost()
    {
        await using var rig = await ModelApp.StartAsync(("Llm:Concurrency", "2"));
        await PutAsync(rig, 100);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answered = 0;
        rig.Server.Answer = request =>
            Interlocked.Increment(ref answered) <= 6
                ? GoodModel.Reply(request)
                : GoodModel.Reply(request).After(release.Task);

        var night = rig.App.NightAsync();
        for (var i = 0; i < 8; i++)
        {
            await rig.Server.ArrivalAsync();
        }

        var id = $"nightly-{rig.App.Clock.GetUtcNow():yyyy-MM-dd}";
        var cancelled = await rig.App.SendAsync(HttpMethod.Delete, RunningApp.Portfolio("runs/" + id), null);
        Assert.Equal("cancelled", cancelled.Is(200).Text("data.state"));
        release.SetResult();
        await night;

        Assert.Equal(8, rig.Server.Requests.Count);
        var run = await NightAsync(rig);
        Assert.Equal("cancelled", run.Text("data.state"));
        Assert.Equal(rig.Server.Billed.Input + rig.Server.Billed.Output, run.At("data.cost.tokens").GetInt64());
        Assert.InRange(run.At("data.counts.scored").GetInt32(), 8, 60);
    }

    [Fact]
    public async Task What_was_paid_is_kept_when_the_host_stops()
    {
        await using var rig = await ModelApp.StartAsync(("Llm:Concurrency", "1"));
        await PutAsync(rig, 30);
        using var stop = new CancellationTokenSource();
        var answered = 0;
        rig.Server.Answer = request =>
            Interlocked.Increment(ref answered) <= 5 ? GoodModel.Reply(request) : FakeReply.Hang();

        var night = rig.App.NightAsync(stop.Token);
        for (var i = 0; i < 6; i++)
        {
            await rig.Server.ArrivalAsync();
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => night);

        Assert.Equal(5, Latest(rig).Count(p => p.GetProperty("source").GetString() == "llm"));
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
        return rig.App.Index.PutManyAsync(RunningApp.Tenant, Facts(accounts), CancellationToken.None);
    }

    private static List<AccountFacts> Facts(int accounts)
    {
        var sample = SampleCustomers.Make(Some.Now);
        return
        [
            sample[0],
            .. Enumerable
                .Range(1, accounts - 1)
                .Select(i => sample[i % sample.Count] with { AccountId = $"a{i}", Name = $"Firm {i}" }),
        ];
    }

    private static string Id(System.Text.Json.JsonElement prediction) =>
        prediction.GetProperty("accountId").GetString()!;

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
