using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Explanations;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Storage;
using static CsMl.Tests.Http.OutcomeCalls;
using static CsMl.Tests.Http.SettledPredictions;

namespace CsMl.Tests.Http;

/// <summary>The pairs that accuracy sets side by side, over the same accounts or predictions.</summary>
public sealed class AccuracyPairsTests
{
    [Fact]
    public async Task A_completed_CTA_is_set_against_none_among_accounts_at_the_same_risk()
    {
        await using var app = await RunningApp.StartAsync();
        var (all, random) = (new List<CountedPrediction>(), new Random(6));
        await WriteAsync(app, Enumerable.Range(0, 400).Select(i => Settled(i, random, all)));
        var ctas = all.Where((_, i) => i % 2 == 0).Select((p, i) => Completed(p, i)).ToList();
        foreach (var (prediction, cta) in ctas)
        {
            await app.Service<Tables>()
                .Results.WriteAsync(
                    Bucket.Partition(new AccountKey(RunningApp.Tenant, prediction.AccountId)),
                    [.. CtaRows.Write(new CtaRecord(cta, [], 1), before: null)],
                    CancellationToken.None
                );
        }

        var answer = (await app.GetAsync(Accuracy)).Is(200);

        // Every third was completed after the account left or the window ended, and every fifth is still open.
        var with = ctas.Where((_, i) => i % 3 != 0 && i % 5 != 0).Select(c => c.Prediction.AccountId).ToHashSet();
        foreach (var found in answer.Items("data.byCta.byCategory"))
        {
            var among = all.Where(p =>
                    ExplainPrediction.Word(p.Category!.Value) == found.GetProperty("category").GetString()
                )
                .ToList();
            foreach (
                var (side, group) in ((string, List<CountedPrediction>)[])
                    [
                        ("withCompletedCta", among.Where(p => with.Contains(p.AccountId)).ToList()),
                        ("withoutCompletedCta", among.Where(p => !with.Contains(p.AccountId)).ToList()),
                    ]
            )
            {
                var churned = group.Count(p => p.Settlement!.Happened);
                var told = found.GetProperty(side);
                Assert.Equal(
                    (group.Count, churned),
                    (told.GetProperty("accounts").GetInt32(), told.GetProperty("churned").GetInt32())
                );
                var rate = told.GetProperty("rate");
                Assert.Equal(
                    group.Count < 30 ? (double?)null : Math.Round((double)churned / group.Count, 4),
                    rate.GetProperty("value").ValueKind == JsonValueKind.Null
                        ? (double?)null
                        : rate.GetProperty("value").GetDouble()
                );
                Assert.Equal(group.Count < 30, rate.GetProperty("note").ValueKind == JsonValueKind.String);
            }
        }

        Assert.Contains("no experiment", answer.Text("data.byCta.warning"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_and_predictions_are_scored_over_the_same_accounts()
    {
        await using var app = await RunningApp.StartAsync();
        var random = new Random(8);
        var pairs = new List<(double Own, double Model, bool Left)>();
        for (var i = 0; i < 50; i++)
        {
            var (id, left) = ($"a{i}", random.Next(3) == 0);
            await app.PutAsync(Some.KnownAccount().WithHealth(random.Next(100)) with { AccountId = id });
            var model = (await app.PredictAsync(id)).Is(200).Number("data.probability");
            var own = Math.Round(left ? 0.5 + random.NextDouble() / 2 : random.NextDouble() / 2, 2);
            var body = i < 5 ? """{"agree":true,"by":"kim"}""" : $$"""{"probability":{{own}},"by":"kim"}""";
            (await app.PostAsync(RunningApp.Account(id, "opinions"), body)).Is(201);
            pairs.Add((i < 5 ? model : own, model, left));
        }

        app.Clock.Advance(TimeSpan.FromDays(1));
        foreach (var i in Enumerable.Range(0, 50).Where(i => pairs[i].Left))
        {
            (await TellAsync(app, "CHURNED", app.Clock.GetUtcNow(), $"a{i}")).Is(201);
        }

        var early = (await app.GetAsync(Accuracy)).Is(200);
        Assert.Equal(0, early.At("data.comparisons.people.opinions").GetInt32());
        app.Clock.Advance(TimeSpan.FromDays(91));
        (await app.PostAsync(Validate)).Is(200);

        var people = (await app.GetAsync(Accuracy)).Is(200);

        const string Scores = "data.comparisons.people.scores.";
        Assert.Equal(50, people.At(Scores + "validated").GetInt32());
        Close(pairs.Average(p => Loss(p.Own, p.Left)), people.Number(Scores + "challengerScores.logLoss"));
        Close(pairs.Average(p => Loss(p.Model, p.Left)), people.Number(Scores + "championScores.logLoss"));
        Assert.StartsWith(
            "On 50 outcomes people did better",
            people.Text(Scores + "verdict"),
            StringComparison.Ordinal
        );
        var apart = pairs.Where(p => Math.Round(100 * (p.Own - p.Model)) != 0).ToList();
        Assert.Equal(apart.Count, people.At("data.comparisons.people.disagreements").GetInt32());
        Close(
            apart.Count(p => Distance(p.Own, p.Left) < Distance(p.Model, p.Left)) / (double)apart.Count,
            people.Number("data.comparisons.people.nearer.value")
        );

        static double Loss(double p, bool left) => -Math.Log(Math.Clamp(left ? p : 1 - p, 0.0001, 0.9999));

        static double Distance(double p, bool left) => left ? 1 - p : p;
    }

    [Fact]
    public async Task A_language_model_is_scored_beside_the_rules_that_it_departed_from()
    {
        await using var app = await RunningApp.StartAsync();
        var (all, random) = (new List<CountedPrediction>(), new Random(9));
        await WriteAsync(
            app,
            Enumerable
                .Range(0, 200)
                .Select(i => Settled(i, random, []) with { RulesProbability = Math.Round(random.NextDouble(), 3) })
                .Select(p => p with { RulesProbability = p.Source == PredictionSource.Llm ? p.RulesProbability : null })
                .Select(Kept)
                .ToList()
        );

        var answer = (await app.GetAsync(Accuracy)).Is(200);

        var pairs = all.Where(p => p.Source == PredictionSource.Llm).ToList();
        const string Pair = "data.comparisons.languageModel.";
        Assert.Equal(50, answer.At(Pair + "validated").GetInt32());
        Close(
            pairs.Average(p => Math.Pow(p.RulesProbability!.Value - (p.Settlement!.Happened ? 1 : 0), 2)),
            answer.Number(Pair + "championScores.brier")
        );
        Close(
            pairs.Average(p => Math.Pow(p.Probability - (p.Settlement!.Happened ? 1 : 0), 2)),
            answer.Number(Pair + "challengerScores.brier")
        );
        Assert.StartsWith(
            "On 50 outcomes the language model did better",
            answer.Text(Pair + "verdict"),
            StringComparison.Ordinal
        );

        CountedPrediction Kept(CountedPrediction p)
        {
            all.Add(p);
            return p;
        }
    }
}
