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
        Assert.InRange(results.Count - before, 1, 3 * Bucket.Count + 1);

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
}
