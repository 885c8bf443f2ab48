using System.Text.Json;
using System.Text.Json.Nodes;
using CsMl.Core.Storage;
using CsMl.Tests.Http;
using CsMl.Tests.LanguageModel.Client;
using CsMl.Tests.Storage;

namespace CsMl.Tests.LanguageModel.App;

public sealed class ModelPredictionTests
{
    [Theory]
    [InlineData("CHURN")]
    [InlineData("HEALTH_TREND")]
    [InlineData("EXPANSION")]
    [InlineData("ENGAGEMENT_DECLINE")]
    public async Task A_model_predicts_each_type_and_says_what_it_took(string type)
    {
        await using var rig = await ModelApp.StartAsync();
        await rig.App.PutSampleAsync(accounts: 1);

        var made = (await rig.App.PredictAsync("123", type)).Is(200);

        Assert.Equal("llm", made.Text("data.source"));
        Assert.Null(made.Text("data.fallbackReason"));
        Assert.Equal(0.7, made.Number("data.confidence"));
        Assert.DoesNotContain("[COMPANY]", made.Body, StringComparison.Ordinal);
        var request = Assert.Single(rig.Server.Requests);
        Assert.Equal("json_schema", request.Format);
        var bill = GoodModel.BillOf(request);
        Assert.Equal(bill.Input + bill.Output, made.At("data.llmMetadata.tokensUsed").GetInt32());
        Assert.Equal(CostOf(bill), made.At("data.llmMetadata.estimatedCost").GetDecimal());
        Assert.Equal("fake-model-2026-01-01", made.Text("data.llmMetadata.model"));
        Assert.EndsWith("-1", made.Text("data.llmMetadata.promptVersion"), StringComparison.Ordinal);

        var estimate = GoodModel.Facts(request).GetProperty("estimate").GetProperty("probability").GetDouble();
        Assert.InRange(made.Number("data.probability"), estimate, estimate + GoodModel.Step + 0.0001);
    }

    [Theory]
    [InlineData("CHURN")]
    [InlineData("HEALTH_TREND")]
    [InlineData("EXPANSION")]
    [InlineData("ENGAGEMENT_DECLINE")]
    public async Task Answers_of_a_model_of_the_rules_and_of_the_store_have_one_shape(string type)
    {
        await using var rig = await ModelApp.StartAsync();
        await rig.App.PutSampleAsync(accounts: 1);

        var byModel = (await rig.App.PredictAsync("123", type)).Is(200);
        var cached = (await rig.App.PredictAsync("123", type)).Is(200);
        rig.Server.Next(FakeReply.Broken());
        var byRules = (await rig.App.PredictAsync("123", type, """{"forceRefresh":true}""")).Is(200);

        Assert.Equal("llm_error", byRules.Text("data.fallbackReason"));
        Assert.True(cached.At("cached").GetBoolean());
        Assert.Equal(byModel.Data.GetRawText(), cached.Data.GetRawText());
        Assert.Equal(Names(byModel.Data), Names(byRules.Data));
    }

    [Fact]
    public async Task Little_data_is_not_worth_a_call()
    {
        await using var rig = await ModelApp.StartAsync();
        await rig.App.PutAsync(Some.Account("new"));

        var made = (await rig.App.PredictAsync("new")).Is(200);

        Assert.Equal("insufficient_data", made.Text("data.fallbackReason"));
        Assert.Empty(rig.Server.Requests);
    }

    [Fact]
    public async Task A_reply_that_does_not_stand_may_be_mended_once()
    {
        await using var rig = await ModelApp.StartAsync();
        await rig.App.PutSampleAsync(accounts: 1);
        rig.Server.Next(FakeReply.Text("""{"probability": 7}""", new Bill(100, 10)));

        var made = (await rig.App.PredictAsync("123")).Is(200);

        Assert.Equal("llm", made.Text("data.source"));
        Assert.Equal(2, rig.Server.Requests.Count);
        var again = rig.Server.Requests.Last();
        Assert.Equal(["system", "user", "assistant", "user"], again.Messages.Select(m => m.Role));
        Assert.StartsWith("Your reply cannot be used: ", again.User, StringComparison.Ordinal);
        Assert.Equal(
            rig.Server.Billed.Input + rig.Server.Billed.Output,
            made.At("data.llmMetadata.tokensUsed").GetInt32()
        );
    }

    [Fact]
    public async Task A_reply_that_does_not_stand_twice_leaves_it_to_the_rules_and_is_paid_for()
    {
        await using var rig = await ModelApp.StartAsync();
        await rig.App.PutSampleAsync(accounts: 1);
        rig.Server.Next(FakeReply.Text("no"), FakeReply.Text("no"));

        var made = (await rig.App.PredictAsync("123")).Is(200);

        Assert.Equal("rules", made.Text("data.source"));
        Assert.Equal("llm_invalid_reply", made.Text("data.fallbackReason"));
        Assert.InRange(made.Number("data.confidence"), 0.5, 0.65);
        Assert.Equal(2, rig.Server.Requests.Count);
        Assert.Equal(300, made.At("data.llmMetadata.tokensUsed").GetInt32());
    }

    [Fact]
    public async Task A_number_that_is_not_in_the_facts_is_left_out_and_what_must_be_named_is_put_beside()
    {
        await using var rig = await ModelApp.StartAsync();
        await rig.App.PutAsync(
            Some.Account("quiet").WithHealth(22).WithHealthHistory(60, 50, 40, 25).WithContacts(70, 77, 84, 91, 98)
        );
        rig.Server.Answer = request =>
            FakeReply.Text(
                GoodModel.Text(
                    request,
                    reply =>
                    {
                        reply["riskFactors"]![0]!["description"] = "They have not paid 7731 invoices.";
                        reply["drivers"] = new System.Text.Json.Nodes.JsonArray(
                            "7731 invoices are open",
                            "Nobody there answers"
                        );
                    }
                )
            );

        var made = (await rig.App.PredictAsync("quiet")).Is(200);

        Assert.Equal("llm", made.Text("data.source"));
        Assert.DoesNotContain("7731", made.Body, StringComparison.Ordinal);
        var drivers = made.Items("data.primaryChurnDrivers").Select(d => d.GetString()!).ToList();
        Assert.Contains("Nobody there answers", drivers);
        Assert.Contains(drivers, d => d.StartsWith("Health score is 22", StringComparison.Ordinal));
        Assert.Contains(drivers, d => d.StartsWith("Last activity 70 days ago", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_caller_who_goes_away_gets_no_fallback_and_leaves_nothing()
    {
        await using var rig = await ModelApp.StartAsync();
        await rig.App.PutSampleAsync(accounts: 1);
        var before = rig.App.Dump();
        rig.Server.Next(FakeReply.Hang());
        using var away = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Get, RunningApp.Account("123", "churn-risk"));

        var call = rig.App.Client.SendAsync(request, away.Token);
        await rig.Server.ArrivalAsync();
        await away.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await rig.Server.DepartureAsync();
        Assert.Equal(before, rig.App.Dump());
    }

    [Fact]
    public async Task A_reply_that_was_paid_for_is_kept_where_its_cost_cannot_be_noted()
    {
        await using var server = await FakeModelServer.StartAsync(GoodModel.Reply);
        var runs = (FailingTable?)null;
        await using var app = await RunningApp.StartAsync(
            tables => tables with { Runs = runs = new FailingTable(tables.Runs) },
            ("Llm:Endpoint", server.Endpoint.ToString()),
            ("Llm:Model", "fake-model"),
            ("Llm:DailyTokens", "1000000")
        );
        await app.PutSampleAsync(accounts: 1);
        runs!.Fail(EntityKey.Of(RunningApp.Tenant, "spent"), reads: false, new StorageUnavailableException("busy"));

        var made = (await app.PredictAsync("123")).Is(200);

        Assert.Equal("llm", made.Text("data.source"));
        Assert.Equal(1, runs.Failures);
        Assert.Contains(app.Log.Entries, e => e.Message.Contains("could not be noted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_sends_no_bill_is_held_to_the_budget_by_a_guess()
    {
        await using var rig = await ModelApp.StartAsync(("Llm:DailyTokens", "1"));
        await rig.App.PutSampleAsync(accounts: 1);
        rig.Server.Answer = request =>
        {
            var body = JsonNode.Parse(GoodModel.Reply(request).Body)!.AsObject();
            body.Remove("usage");
            return FakeReply.Of(200, body.ToJsonString());
        };

        var first = (await rig.App.PredictAsync("123")).Is(200);
        var second = (await rig.App.PredictAsync("123", "EXPANSION")).Is(200);

        Assert.Equal("llm", first.Text("data.source"));
        Assert.Equal(JsonValueKind.Null, first.At("data.llmMetadata").ValueKind);
        Assert.Equal("budget_exhausted", second.Text("data.fallbackReason"));
        Assert.Single(rig.Server.Requests);
    }

    [Fact]
    public async Task The_status_says_who_predicts()
    {
        await using var rig = await ModelApp.StartAsync();
        await rig.App.PutSampleAsync(accounts: 1);

        var well = (await rig.App.GetAsync(RunningApp.Portfolio("status"))).Is(200);
        Assert.True(well.At("available").GetBoolean());
        Assert.Equal("ML service is available", well.Text("message"));

        rig.Server.Answer = _ => FakeReply.Broken();
        HttpAnswer made;
        do
        {
            made = (await rig.App.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);
            Assert.Equal("llm_error", made.Text("data.fallbackReason"));
        } while ((await rig.App.GetAsync(RunningApp.Portfolio("status"))).At("available").GetBoolean());

        var asked = rig.Server.Requests.Count;
        (await rig.App.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);
        Assert.Equal(asked, rig.Server.Requests.Count);
        Assert.Equal("rules", (await rig.App.GetAsync(RunningApp.Portfolio("status"))).Text("source"));
    }

    [Fact]
    public async Task Nothing_of_a_prompt_or_a_reply_is_logged()
    {
        await using var rig = await ModelApp.StartAsync();
        await rig.App.PutSampleAsync(accounts: 1);
        rig.Server.Next(FakeReply.Text("what it said"), FakeReply.Text("what it said"));

        (await rig.App.PredictAsync("123")).Is(200);

        Assert.All(
            rig.App.Log.Entries.Select(entry => $"{entry.Message} {entry.Exception}"),
            line =>
            {
                Assert.DoesNotContain("what it said", line, StringComparison.Ordinal);
                Assert.DoesNotContain("account_facts", line, StringComparison.Ordinal);
                Assert.DoesNotContain("key-one", line, StringComparison.Ordinal);
            }
        );
    }

    internal static decimal CostOf(Bill bill) =>
        ((bill.Input - bill.Cached) * 2.5m + bill.Cached * 1.25m + bill.Output * 10m) / 1_000_000;

    private static IReadOnlyList<string> Names(JsonElement json) =>
        [.. json.EnumerateObject().Select(property => property.Name)];
}
