using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Tests.Http;

/// <summary>An account exactly at a bound of the risk is within it.</summary>
public sealed class RiskBoundTests
{
    [Theory]
    [InlineData("", "at,above")]
    [InlineData("?minProbability=0.6", "at,above")]
    [InlineData("?minProbability=0.5999", "below,at,above")]
    [InlineData("?minProbability=0.6001", "above")]
    [InlineData("?minProbability=0.60011", "")]
    public async Task The_high_risk_list_begins_at_the_probability_asked_for(string query, string listed)
    {
        await using var app = await StartAsync();

        var answer = (await app.GetAsync(RunningApp.Portfolio("high-risk" + query))).Is(200);

        Assert.Equal(
            listed.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(),
            answer.Items("data").Select(item => item.GetProperty("account").GetProperty("id").GetString()!).Order()
        );
    }

    [Fact]
    public async Task A_batch_of_high_risk_takes_an_account_at_exactly_sixty_percent()
    {
        await using var app = await StartAsync();

        var accepted = await app.PostAsync(
            RunningApp.Portfolio("batch-predict"),
            """{"predictionType":"EXPANSION","priorityFilter":"high_risk"}"""
        );
        var run = await app.WhenOverAsync(accepted.Is(202));

        Assert.Equal(2, run.At("data.counts.scored").GetInt32());
        Assert.Equal((0, 1, 1), (await ScoredAsync("below"), await ScoredAsync("at"), await ScoredAsync("above")));

        async Task<int> ScoredAsync(string id) =>
            (await app.GetAsync(RunningApp.Account(id, "predictions?type=EXPANSION"))).Is(200).Items("data").Count;
    }

    /// <summary>An app with an account just below the bound of high risk, one at it, and one just above.</summary>
    private static async Task<RunningApp> StartAsync()
    {
        var app = await RunningApp.StartAsync();
        foreach (var (id, probability) in ((string, double)[])[("below", 0.5999), ("at", 0.6), ("above", 0.6001)])
        {
            var facts = Some.KnownAccount() with { AccountId = id };
            await app.PutAsync(facts);
            var prediction = Some.Predict(facts) with { Probability = probability };
            var made = new MadePrediction(prediction, new FactsVersion("f", 1), null, AccountSummary.Of(facts, 70));
            await app.Service<PredictionWriter>().SaveAsync(RunningApp.Tenant, made, null, CancellationToken.None);
        }

        return app;
    }
}
