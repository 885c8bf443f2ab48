using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Predictions;
using CsMl.Local.Sample;
using CsMl.Tests.Http;

namespace CsMl.Tests.LanguageModel.App;

/// <summary>Facts that change, and accounts that leave, while a model thinks.</summary>
public sealed class SlowModelTests
{
    [Fact]
    public async Task The_answer_of_a_night_on_old_facts_changes_nothing_of_what_was_concluded_from_new_ones()
    {
        await using var rig = await ModelApp.StartAsync();
        var gate = await BeginNightAsync(rig);

        await rig.App.PutAsync(Healthy());
        rig.Server.Answer = GoodModel.Reply;
        var newer = (await rig.App.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);
        gate.End.SetResult();
        await gate.Night;

        var predictions = (await rig.App.GetAsync(RunningApp.Account("123", "predictions?includeExpired=true"))).Is(
            200
        );
        Assert.Equal(
            [newer.Text("data.predictionId")],
            predictions.Items("data").Where(p => Text(p, "status") == "ACTIVE").Select(p => Text(p, "predictionId"))
        );
        var older = Assert.Single(predictions.Items("data"), p => Text(p, "status") == "SUPERSEDED");
        Assert.True(older.GetProperty("probability").GetDouble() > 0.6);
        Assert.Empty((await rig.App.GetAsync(RunningApp.Account("123", "ctas"))).Is(200).Items("data"));
        Assert.Empty((await rig.App.GetAsync(RunningApp.Portfolio("high-risk"))).Is(200).Items("data"));
    }

    [Fact]
    public async Task A_predict_that_others_overtook_answers_with_theirs()
    {
        await using var rig = await ModelApp.StartAsync();
        await rig.App.PutAsync(Risky());
        var (arrived, end) = (rig.Server.ArrivalAsync(), new TaskCompletionSource());
        rig.Server.Answer = request => GoodModel.Reply(request).After(end.Task);
        var slow = rig.App.PredictAsync("123", options: """{"forceRefresh":true}""");
        await arrived;

        // Another process: this one would let the second wait for the first.
        await rig.App.PutAsync(Healthy());
        var made = rig.App.Service<Predictor>();
        var writer = rig.App.Service<Core.Storage.PredictionWriter>();
        rig.Server.Answer = GoodModel.Reply;
        var known = (await rig.App.Index.FindAsync(new AccountKey(RunningApp.Tenant, "123"), default))!;
        var newer = await made.PredictAsync(
            RunningApp.Tenant,
            known,
            PredictionType.Churn,
            90,
            new PredictionScale(new RiskScale()),
            rig.App.Clock.GetUtcNow(),
            default
        );
        await writer.SaveAsync(RunningApp.Tenant, newer, null, default);
        end.SetResult();

        var answer = (await slow).Is(200);
        Assert.Equal(newer.Prediction.PredictionId, answer.Text("data.predictionId"));
        Assert.True(answer.At("cached").GetBoolean());
        Assert.False(answer.Json.TryGetProperty("factsChangedSince", out var changed) && changed.GetBoolean());
    }

    [Fact]
    public async Task Of_an_account_that_was_removed_while_the_model_thought_nothing_is_written()
    {
        await using var rig = await ModelApp.StartAsync();
        var gate = await BeginNightAsync(rig);
        var account = new AccountKey(RunningApp.Tenant, "123");

        await rig.App.Service<RemoveAccount>().RunAsync(account, default);
        var rows = Results(rig);
        gate.End.SetResult();
        await gate.Night;

        Assert.Equal(rows, Results(rig));
        (await rig.App.PredictAsync("123")).IsProblem(404, "ACCOUNT_NOT_FOUND");
        Assert.Empty(
            (await rig.App.GetAsync(RunningApp.Portfolio("high-risk?minProbability=0"))).Is(200).Items("data")
        );
    }

    /// <summary>A night over one risky account, whose call is on its way.</summary>
    private static async Task<(Task Night, TaskCompletionSource End)> BeginNightAsync(ModelApp rig)
    {
        await rig.App.PutAsync(Risky());
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrived = rig.Server.ArrivalAsync();
        rig.Server.Answer = request => GoodModel.Reply(request).After(end.Task);
        var night = rig.App.NightAsync();
        await arrived;
        return (night, end);
    }

    private static List<string> Results(ModelApp rig) =>
        [.. rig.App.Dump().Where(row => row.StartsWith("results ", StringComparison.Ordinal))];

    private static AccountFacts Risky() =>
        SamplePortfolio.Make(Some.Now)[0] with
        {
            AccountId = "123",
            HealthScore = 12,
        };

    private static AccountFacts Healthy() => Some.KnownAccount() with { AccountId = "123", HealthScore = 95 };

    private static string? Text(System.Text.Json.JsonElement item, string name) => item.GetProperty(name).GetString();
}
