using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Explanations;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Storage;
using CsMl.Tests.Storage;
using Xunit.Abstractions;
using static CsMl.Tests.Http.OutcomeCalls;
using static CsMl.Tests.Http.SettledPredictions;

namespace CsMl.Tests.Http;

/// <summary>The accuracy of a portfolio whose fate is drawn by lot, beside what the test itself counts.</summary>
public sealed class AccuracyTests(ITestOutputHelper output)
{
    [Fact]
    public async Task It_agrees_with_what_was_foretold_and_what_was_told()
    {
        await using var app = await RunningApp.StartAsync(("Ctas:AutoGenerateNightly", "false"));
        await app.PutSampleAsync();
        await app.NightAsync();
        var foretold = await ForetoldAsync(app);
        app.Clock.Advance(TimeSpan.FromDays(89));
        var churned = await DrawFatesAsync(app, foretold);
        // The others are retained at the window's end.
        app.Clock.Advance(TimeSpan.FromDays(1));
        (await app.PostAsync(Validate)).Is(200);

        var answer = (await app.GetAsync(Accuracy)).Is(200);

        var cases = foretold.Select(f => (f.Probability, f.Category, Happened: churned.Contains(f.Id))).ToList();
        AssertAccuracy(answer, foretold.Count, cases);
        AssertFigures(answer, cases);
        AssertCategories(answer, cases);
        Assert.Equal(cases.Count, answer.At("data.byMonth.2026-03.validated").GetInt32());
    }

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

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Of_twenty_thousand_validated_predictions_it_reads_the_small_rows_alone()
    {
        CountedTable? results = null;
        await using var app = await RunningApp.StartAsync(tables =>
            tables with
            {
                Results = results = new CountedTable(tables.Results),
            }
        );
        await using var small = await RunningApp.StartAsync();
        var random = new Random(7);
        await WriteAsync(app, Enumerable.Range(0, 20_000).Select(i => Settled(i, random, [])));
        await WriteAsync(small, Enumerable.Range(0, 1_000).Select(i => Settled(i, random, [])));
        var before = results!.Count;

        var answer = (await app.GetAsync(Accuracy)).Is(200);

        Assert.Equal(20_000, answer.At("data.validatedCount").GetInt32());
        Assert.InRange(results.Count - before, 1, 3 * Bucket.Count);

        // Twenty times the rows take at most about twenty times as long; each with each would be four hundred times.
        const double most = 60;
        var ratio = await RelativeTime.RatioAsync(() => app.GetAsync(Accuracy), () => small.GetAsync(Accuracy), most);
        output.WriteLine($"{ratio:0.0} times as long as for 1,000");
        Assert.InRange(ratio, 0, most);
    }

    /// <summary>Each account of the list of risks, and what was foretold of it.</summary>
    private static async Task<List<(string Id, double Probability, string Category)>> ForetoldAsync(RunningApp app) =>
        [
            .. (await ScoredPortfolio.PagesAsync(app, "?minProbability=0&limit=100")).Select(row =>
                (
                    ScoredPortfolio.Id(row),
                    ScoredPortfolio.Probability(row),
                    row.GetProperty("prediction").GetProperty("riskCategory").GetString()!
                )
            ),
        ];

    /// <summary>Tells what became of each account, the likelier a departure the higher its risk.</summary>
    /// <returns>Those that left.</returns>
    private static async Task<HashSet<string>> DrawFatesAsync(
        RunningApp app,
        IReadOnlyList<(string Id, double Probability, string Category)> foretold
    )
    {
        var random = new Random(11);
        var churned = new HashSet<string>();
        foreach (var (id, probability, _) in foretold)
        {
            var day = Some.Now.AddDays(1 + random.Next(88)).AddMinutes(random.Next(1_000));
            var fate = random.NextDouble();
            if (fate < 0.1 + 0.8 * probability)
            {
                churned.Add(id);
                await TellAsync(id, "CHURNED", day);
            }
            else if (fate > 0.8)
            {
                await TellAsync(id, "RENEWED", day);
            }
        }

        return churned;

        async Task TellAsync(string id, string kind, DateTimeOffset day) =>
            (
                await app.PostAsync(
                    RunningApp.Account(id, "outcomes"),
                    $$"""{"outcome":"{{kind}}","occurredAt":"{{day:O}}"}"""
                )
            ).Is(201);
    }

    private static void AssertAccuracy(
        HttpAnswer answer,
        int total,
        IReadOnlyList<(double Probability, string Category, bool Happened)> cases
    )
    {
        var accurate = cases.Count(c => (c.Probability >= 0.5) == c.Happened);
        Assert.Equal(
            (total, cases.Count, accurate),
            (
                answer.At("data.totalPredictions").GetInt32(),
                answer.At("data.validatedCount").GetInt32(),
                answer.At("data.accurateCount").GetInt32()
            )
        );
        Close((double)accurate / cases.Count, answer.Number("data.accuracy"));
        Close((double)accurate / cases.Count, answer.Number("data.figures.accuracy.value"));
    }

    private static void AssertFigures(
        HttpAnswer answer,
        IReadOnlyList<(double Probability, string Category, bool Happened)> cases
    )
    {
        Close((double)cases.Count(c => c.Happened) / cases.Count, answer.Number("data.figures.baseRate.value"));
        Close(
            (double)cases.Count(c => c.Happened && c.Probability >= 0.5) / cases.Count(c => c.Probability >= 0.5),
            answer.Number("data.figures.precision.value")
        );
        Close(
            cases.Average(c => Math.Pow(c.Probability - (c.Happened ? 1 : 0), 2)),
            answer.Number("data.figures.brier.value")
        );
        var pairs =
            from a in cases
            from b in cases
            where a.Happened && !b.Happened
            select a.Probability > b.Probability ? 1
            : a.Probability < b.Probability ? 0
            : 0.5;
        Close(pairs.Average(), answer.Number("data.figures.auc.value"));
        Assert.Equal(answer.At("data.figures").GetRawText(), answer.At("data.bySource.rules").GetRawText());
        Assert.Equal(0, answer.At("data.bySource.llm.validated").GetInt32());
    }

    private static void AssertCategories(
        HttpAnswer answer,
        IReadOnlyList<(double Probability, string Category, bool Happened)> cases
    )
    {
        foreach (var category in cases.GroupBy(c => c.Category))
        {
            Assert.Equal(category.Count(), answer.At($"data.byCategory.{category.Key}.validated").GetInt32());
            Assert.Equal(
                category.Count(c => c.Happened),
                answer.At($"data.byCategory.{category.Key}.happened").GetInt32()
            );
            Close(
                category.Average(c => c.Probability),
                answer.Number($"data.byCategory.{category.Key}.meanProbability")
            );
        }
    }

    private static void Close(double expected, double actual) =>
        Assert.InRange(actual, expected - 0.0001, expected + 0.0001);
}
