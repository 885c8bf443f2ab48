using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Explanations;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Storage;
using CsMl.Tests.Storage;
using Xunit.Abstractions;

namespace CsMl.Tests.Http;

/// <summary>The accuracy of a portfolio whose fate is drawn by lot, beside what the test itself counts.</summary>
public sealed class AccuracyTests(ITestOutputHelper output)
{
    private static readonly string Accuracy = RunningApp.Portfolio("accuracy");

    [Fact]
    public async Task It_agrees_with_what_was_foretold_and_what_was_told()
    {
        await using var app = await RunningApp.StartAsync(("Ctas:AutoGenerateNightly", "false"));
        await app.PutSampleAsync();
        await app.NightAsync();
        var foretold = new Dictionary<string, (double Probability, string Category)>();
        foreach (var row in await RiskAsync(app))
        {
            var p = row.GetProperty("prediction");
            foretold[row.GetProperty("account").GetProperty("id").GetString()!] = (
                p.GetProperty("probability").GetDouble(),
                p.GetProperty("riskCategory").GetString()!
            );
        }

        app.Clock.Advance(TimeSpan.FromDays(89));
        var random = new Random(11);
        var churned = new Dictionary<string, bool>();
        foreach (var (id, (probability, _)) in foretold)
        {
            var day = Some.Now.AddDays(1 + random.Next(88)).AddMinutes(random.Next(1_000));
            var fate = random.NextDouble();
            churned[id] = fate < 0.1 + 0.8 * probability;
            var kind =
                churned[id] ? "CHURNED"
                : fate > 0.8 ? "RENEWED"
                : null;
            if (kind is not null)
            {
                (
                    await app.PostAsync(
                        RunningApp.Account(id, "outcomes"),
                        $$"""{"outcome":"{{kind}}","occurredAt":"{{day:O}}"}"""
                    )
                ).Is(201);
            }
        }

        // The others are retained at the window's end.
        app.Clock.Advance(TimeSpan.FromDays(1));
        (await app.PostAsync(RunningApp.Portfolio("validate-predictions"))).Is(200);
        var answer = (await app.GetAsync(Accuracy)).Is(200);

        // Of those that the CRM said had left already there was nothing to foretell.
        var cases = foretold
            .Where(f => !HadLeft(f.Key))
            .Select(f => (f.Value.Probability, f.Value.Category, Happened: churned[f.Key]))
            .ToList();
        var accurate = cases.Count(c => (c.Probability >= 0.5) == c.Happened);
        Assert.Equal(
            (foretold.Count, cases.Count, accurate),
            (
                answer.At("data.totalPredictions").GetInt32(),
                answer.At("data.validatedCount").GetInt32(),
                answer.At("data.accurateCount").GetInt32()
            )
        );
        Close((double)accurate / cases.Count, answer.Number("data.accuracy"));
        Close((double)accurate / cases.Count, answer.Number("data.figures.accuracy.value"));
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

        Assert.Equal(cases.Count, answer.At("data.byMonth.2026-03.validated").GetInt32());
    }

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
                    [CtaRows.Write(new CtaRecord(cta, [], 1), before: null)],
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
        Assert.InRange(results.Count - before, 1, 2 * Bucket.Count);

        // Twenty times the rows take at most about twenty times as long; each with each would be four hundred times.
        const double most = 60;
        var ratio = await RelativeTime.RatioAsync(() => app.GetAsync(Accuracy), () => small.GetAsync(Accuracy), most);
        output.WriteLine($"{ratio:0.0} times as long as for 1,000");
        Assert.InRange(ratio, 0, most);
    }

    private static void IsOfShape(HttpAnswer answer)
    {
        JsonShape.Is(answer.Data, Shapes.Accuracy);
        foreach (var type in answer.At("data.byType").EnumerateObject())
        {
            JsonShape.Is(type.Value, "total:whole validated:whole accurate:whole");
        }

        foreach (
            var figures in (JsonElement[])
                [answer.At("data.figures"), answer.At("data.bySource.llm"), answer.At("data.bySource.rules")]
        )
        {
            JsonShape.Is(figures, Shapes.Figures);
            JsonShape.All(figures.GetProperty("calibration"), Shapes.CalibrationBin);
            Assert.Equal(10, figures.GetProperty("calibration").GetArrayLength());
            foreach (var figure in figures.EnumerateObject().Where(f => f.Value.ValueKind == JsonValueKind.Object))
            {
                IsFigure(figure.Value);
            }
        }

        foreach (
            var group in answer
                .At("data.byMonth")
                .EnumerateObject()
                .Concat(answer.At("data.byCategory").EnumerateObject())
        )
        {
            JsonShape.Is(group.Value, Shapes.GroupAccuracy);
            IsFigure(group.Value.GetProperty("baseRate"));
            IsFigure(group.Value.GetProperty("accuracy"));
        }

        if (answer.At("data.byCta") is { ValueKind: JsonValueKind.Object } byCta)
        {
            JsonShape.Is(byCta, Shapes.CtaEffect);
            JsonShape.All(byCta.GetProperty("byCategory"), Shapes.CtaEffectAtRisk);
            foreach (var risk in byCta.GetProperty("byCategory").EnumerateArray())
            {
                JsonShape.Is(risk.GetProperty("withCompletedCta"), Shapes.ChurnShare);
                IsFigure(risk.GetProperty("withoutCompletedCta").GetProperty("rate"));
            }
        }

        static void IsFigure(JsonElement figure)
        {
            JsonShape.Is(figure, Shapes.Figure);
            var hasValue = figure.GetProperty("value").ValueKind == JsonValueKind.Number;
            Assert.Equal(!hasValue, figure.GetProperty("note").ValueKind == JsonValueKind.String);
        }
    }

    private static CountedPrediction Settled(int i, Random random, List<CountedPrediction> all)
    {
        var probability = Math.Round(random.NextDouble(), 4);
        var happened = random.NextDouble() < probability;
        var outcomeAt = Some.Now.AddDays(random.Next(20, 90));
        var settled = new CountedPrediction(
            $"a{i}",
            PredictionType.Churn,
            $"p{i}",
            Some.Now,
            90,
            Some.Now.AddDays(30),
            probability,
            i % 4 == 0 ? PredictionSource.Llm : PredictionSource.Rules,
            new RiskScale().CategoryOf(probability),
            null,
            null,
            null,
            null,
            null,
            IsOpen: false,
            new Settlement(
                Some.Now.AddDays(90),
                happened ? "CHURNED" : "RETAINED",
                happened,
                (probability >= 0.5) == happened,
                happened ? outcomeAt : null,
                null
            )
        );
        all.Add(settled);
        return settled;
    }

    private static (CountedPrediction Prediction, Cta Cta) Completed(CountedPrediction p, int i)
    {
        var end = p.Settlement!.OutcomeAt ?? p.Due;
        return (
            p,
            new Cta
            {
                Id = $"c{i}",
                AccountId = p.AccountId,
                Title = "Call",
                Status = i % 5 == 0 ? CtaStatus.Open : CtaStatus.Completed,
                CompletedAt = i % 3 == 0 ? end.AddSeconds(1) : end,
            }
        );
    }

    private static async Task WriteAsync(RunningApp app, IEnumerable<CountedPrediction> predictions)
    {
        foreach (var bucket in predictions.GroupBy(p => Bucket.Of(p.AccountId)))
        {
            foreach (var some in bucket.Select(p => OutcomeStore.ToChange(p)).Chunk(EntityKey.MaxChanges))
            {
                var partition = Bucket.Partition(RunningApp.Tenant, bucket.Key);
                await app.Service<Tables>().Results.WriteAsync(partition, some, CancellationToken.None);
            }
        }
    }

    private static bool HadLeft(string id) => Left.Value.Contains(id);

    private static readonly Lazy<HashSet<string>> Left = new(() =>
        [
            .. Local
                .Sample.SamplePortfolio.Make(Some.Now)
                .Where(Core.Accounts.Signals.HasLeftAccordingTo)
                .Select(a => a.AccountId),
        ]
    );

    private static async Task<IReadOnlyList<JsonElement>> RiskAsync(RunningApp app)
    {
        var all = new List<JsonElement>();
        string? link = RunningApp.Portfolio("high-risk?minProbability=0&limit=100");
        while (link is not null)
        {
            var page = (await app.GetAsync(link)).Is(200);
            all.AddRange(page.Items("data"));
            link = page.Json.TryGetProperty("nextLink", out var next) ? next.GetString() : null;
        }

        return all;
    }

    private static void Close(double expected, double actual) =>
        Assert.InRange(actual, expected - 0.0001, expected + 0.0001);
}
