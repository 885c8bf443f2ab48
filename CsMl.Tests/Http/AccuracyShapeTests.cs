using System.Text.Json;
using CsMl.Core.Predictions.Settlements;
using static CsMl.Tests.Http.AccuracyShape;
using static CsMl.Tests.Http.OutcomeCalls;
using static CsMl.Tests.Http.SettledPredictions;

namespace CsMl.Tests.Http;

/// <summary>What an accuracy tells, of many outcomes or few.</summary>
public sealed class AccuracyShapeTests
{
    [Fact]
    public async Task It_has_the_shape_of_the_contract_with_and_without_enough_outcomes()
    {
        await using var app = await RunningApp.StartAsync();
        IsOfShape((await app.GetAsync(Accuracy)).Is(200));
        var (outcomes, random) = (new List<CountedPrediction>(), new Random(5));
        await WriteAsync(app, Enumerable.Range(0, 12).Select(i => Settled(i, random, outcomes)));

        var few = (await app.GetAsync(Accuracy)).Is(200);
        IsOfShape(few);
        Assert.Equal("Not enough outcomes yet (12 of 30).", few.Text("data.note"));
        Assert.Equal(JsonValueKind.Null, few.At("data.accuracy").ValueKind);
        Assert.Equal("Not enough outcomes yet (12 of 30).", few.Text("data.figures.auc.note"));

        await WriteAsync(app, Enumerable.Range(12, 300).Select(i => Settled(i, random, outcomes)));
        var enough = (await app.GetAsync(Accuracy)).Is(200);
        IsOfShape(enough);
        Assert.Equal(78, enough.At("data.bySource.llm.validated").GetInt32());
        Assert.Equal(234, enough.At("data.bySource.rules.validated").GetInt32());
        Assert.Equal(JsonValueKind.Null, enough.At("data.note").ValueKind);
        Assert.InRange(enough.Number("data.figures.auc.value"), 0.5, 1);
        IsOfShape((await app.GetAsync(Accuracy + "?predictionType=HEALTH_TREND")).Is(200));
        Assert.Equal(
            JsonValueKind.Null,
            (await app.GetAsync(Accuracy + "?predictionType=EXPANSION")).At("data.byCta").ValueKind
        );
    }

    [Fact]
    public async Task A_departure_is_counted_with_the_stays_when_the_window_closes_and_not_before()
    {
        await using var app = await RunningApp.StartAsync();
        foreach (var i in Enumerable.Range(0, 40))
        {
            await app.PutAsync(Some.KnownAccount() with { AccountId = $"a{i}" });
            (await app.PredictAsync($"a{i}")).Is(200);
        }

        app.Clock.Advance(TimeSpan.FromDays(10));
        foreach (var i in Enumerable.Range(0, 31))
        {
            (await TellAsync(app, i < 30 ? "CHURNED" : "RENEWED", app.Clock.GetUtcNow(), $"a{i}")).Is(201);
        }

        var open = (await app.GetAsync(Accuracy)).Is(200);
        Assert.Equal((0, 31, 30), Counts(open));
        Assert.Equal("Not enough outcomes yet (0 of 30).", open.Text("data.figures.baseRate.note"));
        Assert.Equal(0, open.At("data.byMonth.2026-03.validated").GetInt32());
        Assert.Equal(0, open.At("data.byType.CHURN.validated").GetInt32());

        app.Clock.Advance(TimeSpan.FromDays(80));
        (await app.PostAsync(Validate)).Is(200);

        // All 40 at once: counted early, the base rate would have been thirty of thirty-one.
        var closed = (await app.GetAsync(Accuracy)).Is(200);
        Assert.Equal((40, 0, 0), Counts(closed));
        Assert.Equal(0.75, closed.Number("data.figures.baseRate.value"));
        Assert.Equal(40, closed.At("data.byMonth.2026-03.validated").GetInt32());

        static (int Validated, int Early, int Departures) Counts(HttpAnswer answer) =>
            (
                answer.At("data.validatedCount").GetInt32(),
                answer.At("data.settledEarly.validated").GetInt32(),
                answer.At("data.settledEarly.happened").GetInt32()
            );
    }

    [Fact]
    public async Task Accuracy_counts_an_account_once_a_month()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount());
        for (var i = 0; i < 3; i++)
        {
            (await app.PredictAsync("acme", options: """{"forceRefresh":true}""")).Is(200);
            (await app.PredictAsync("acme", "EXPANSION", """{"forceRefresh":true}""")).Is(200);
            app.Clock.Advance(TimeSpan.FromDays(20));
        }

        var all = (await app.GetAsync(Accuracy)).Is(200);
        var churn = (await app.GetAsync(Accuracy + "?predictionType=CHURN")).Is(200);

        Assert.Equal(4, all.At("data.totalPredictions").GetInt32());
        Assert.Equal(2, churn.At("data.totalPredictions").GetInt32());
        Assert.Equal(2, all.At("data.byType.CHURN.total").GetInt32());
        Assert.Equal(0, all.At("data.byType.EXPANSION.accurate").GetInt32());
        Assert.Equal(JsonValueKind.Null, all.At("data.accuracy").ValueKind);
    }
}
