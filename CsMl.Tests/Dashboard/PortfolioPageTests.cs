using System.Xml.Linq;
using CsMl.Core.Predictions.Settlements;
using CsMl.Functions.Dashboard;
using CsMl.Tests.Http;

namespace CsMl.Tests.Dashboard;

/// <summary>The page of the whole portfolio.</summary>
public sealed class PortfolioPageTests
{
    [Fact]
    public async Task It_counts_the_accounts_by_risk_as_the_list_does()
    {
        await using var app = await ScoredPortfolio.StartAsync();
        var listed = await ScoredPortfolio.PagesAsync(app, "?minProbability=0&limit=100");

        var answer = (await new Browser(app).GetAsync(PagePath.Portfolio)).Is(200);

        PagesTests.AssertPage(answer);
        var rows = Section(Browser.Parse(answer), "distribution").Descendants("tbody").Single().Elements("tr");
        Assert.Equal(
            listed.Count,
            rows.Sum(row =>
                int.Parse((string)row.Elements("td").ElementAt(1).Element("data")!.Attribute("value")!, null)
            )
        );
        foreach (var (row, from, to) in rows.Zip<XElement, double, double>([0.8, 0.6, 0.3, 0], [1.01, 0.8, 0.6, 0.3]))
        {
            var count = listed.Count(item =>
                ScoredPortfolio.Probability(item) >= from && ScoredPortfolio.Probability(item) < to
            );
            Assert.Equal($"{count}", (string?)row.Elements("td").ElementAt(1).Element("data")!.Attribute("value"));
        }
    }

    [Fact]
    public async Task Score_now_starts_a_run_that_the_page_shows()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: 12);
        var browser = new Browser(app);

        var started = (await browser.SubmitAsync(PagePath.Portfolio, PageActions.Run)).Is(200);

        Assert.Contains(Texts.Done.Running, started.Body, StringComparison.Ordinal);
        var run = (await app.GetAsync(RunningApp.Portfolio("runs"))).Text("data[0].runId");
        await app.WhenAsync(RunningApp.Portfolio($"runs/{run}"), RunningApp.IsOver);
        var page = Browser.Parse((await browser.GetAsync(PagePath.Portfolio)).Is(200));
        var runs = Section(page, "runs");
        Assert.Contains("complete", runs.Value, StringComparison.Ordinal);
        Assert.Contains("12 of 12 accounts scored", runs.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(runs.Descendants(), e => e.Attribute("data-refresh") is not null);
    }

    [Fact]
    public async Task It_shows_figures_beside_the_base_rate_once_there_are_outcomes_enough()
    {
        await using var app = await RunningApp.StartAsync();
        var browser = new Browser(app);
        var before = (await browser.GetAsync(PagePath.Portfolio)).Is(200);
        Assert.Contains("0 outcomes tell nothing yet", before.Body, StringComparison.Ordinal);
        var (random, all) = (new Random(7), new List<CountedPrediction>());
        await SettledPredictions.WriteAsync(
            app,
            Enumerable.Range(0, 200).Select(i => SettledPredictions.Settled(i, random, all))
        );
        app.Clock.Advance(TimeSpan.FromDays(100));
        var told = (await app.GetAsync(RunningApp.Portfolio("accuracy"))).Is(200);

        var answer = (await browser.GetAsync(PagePath.Portfolio)).Is(200);

        PagesTests.AssertPage(answer);
        var section = Section(Browser.Parse(answer), "accuracy");
        Assert.Contains(
            section.Descendants("data"),
            data => (string?)data.Attribute("value") == $"{told.Number("data.figures.auc.value")}"
        );
        Assert.Equal(10, section.Descendants("rect").Count(c => (string?)c.Attribute("class") == "column"));
        Assert.Equal(10, section.Descendants("circle").Count(c => (string?)c.Attribute("class") == "bin"));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_large_portfolio_is_counted_when_a_run_is_closed_and_not_by_the_page()
    {
        var counted = new List<Storage.CountedTable>();
        await using var app = await RunningApp.StartAsync(tables => new Core.Storage.Tables(
            Count(tables.Results),
            Count(tables.Accounts),
            Count(tables.Runs)
        ));
        var accounts = Enumerable.Range(0, 17_600).Select(i => CtaCalls.AtRisk with { AccountId = $"a{i}", Ctas = [] });
        Assert.Empty(await app.Index.PutManyAsync(RunningApp.Tenant, [.. accounts], CancellationToken.None));
        await app.NightAsync();
        var before = counted.Sum(table => table.Count + table.Rows);

        var page = (await new Browser(app).GetAsync(PagePath.Portfolio)).Is(200);

        PagesTests.AssertPage(page);
        // To learn that it is large takes one page of keys a bucket.
        Assert.InRange(counted.Sum(table => table.Count + table.Rows) - before, 1, 16 * 1_100);
        var rows = Section(Browser.Parse(page), "distribution").Descendants("tbody").Single().Descendants("data");
        Assert.Contains(rows, data => (string?)data.Attribute("value") == "17600");
        Assert.Contains(Texts.Portfolio.CountedAt, page.Body, StringComparison.Ordinal);
        Assert.Contains("outcomes tell nothing yet", page.Body, StringComparison.Ordinal);

        Storage.CountedTable Count(Core.Storage.IEntityTable table)
        {
            counted.Add(new Storage.CountedTable(table));
            return counted[^1];
        }
    }

    private static XElement Section(XElement page, string heading) =>
        page.Descendants("section").Single(s => (string?)s.Attribute("aria-labelledby") == heading);
}
