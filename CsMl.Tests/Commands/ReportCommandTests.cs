using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
using CsMl.Local;
using CsMl.Local.Commands;
using CsMl.Local.Commands.Report;
using CsMl.Tests.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace CsMl.Tests.Commands;

/// <summary>The report on a store's predictions, as text and as a page.</summary>
public sealed partial class ReportCommandTests
{
    private readonly FakeTimeProvider _clock = new(Some.Now);

    [Fact]
    public async Task Text_and_page_say_the_same_of_the_same_outcomes()
    {
        using var folder = new TemporaryFolder();
        var all = await WriteAsync(folder, 300);

        var run = await RunAsync(folder, "--html", folder.File("report.html"));

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        var page = Parse(folder.File("report.html"));
        var left = all.Count(p => p.Settlement!.Happened);
        var found = $"Of 300 the window has closed and the outcome is known; {left} of these accounts left.";
        Assert.Contains(found, run.Output, StringComparison.Ordinal);
        Assert.Contains(page.Descendants("p"), p => p.Value.EndsWith(found, StringComparison.Ordinal));

        var brier = all.Average(p => Math.Pow(p.Probability - (p.Settlement!.Happened ? 1 : 0), 2));
        var written = brier.ToString("0.000", CultureInfo.InvariantCulture);
        Assert.Matches($@"Brier score +{written.Replace(".", @"\.", StringComparison.Ordinal)} ", run.Output);
        // Every title and every cell of the text is on the page, and nothing else.
        foreach (var section in page.Descendants("section"))
        {
            Assert.Contains(section.Element("h2")!.Value, run.Output, StringComparison.Ordinal);
            Assert.All(
                section.Descendants("td").Select(cell => cell.Value).Where(text => text.Length > 0),
                text => Assert.Contains(text, run.Output, StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public async Task The_page_is_one_file_without_scripts_that_loads_nothing()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, 300);

        await RunAsync(folder, "--html", folder.File("report.html"));

        var text = await File.ReadAllTextAsync(folder.File("report.html"));
        var page = Parse(folder.File("report.html"));
        string[] inert = ["html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "section", "div"];
        string[] tables = ["table", "thead", "tbody", "tr", "th", "td"];
        string[] drawn = ["svg", "line", "text", "circle", "rect", "title"];
        Assert.Subset(
            inert.Concat(tables).Concat(drawn).ToHashSet(),
            page.Descendants().Select(e => e.Name.LocalName).ToHashSet()
        );
        Assert.Equal(2, page.Descendants("svg").Count());
        Assert.DoesNotContain(page.Descendants().Attributes(), a => AttributeThatActs().IsMatch(a.Name.LocalName));
        Assert.DoesNotContain("url(", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("://", text, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", text, StringComparison.Ordinal);
        Assert.Contains(
            "default-src 'none'",
            page.Descendants("meta").Attributes("content").Last().Value,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Points_of_the_drawings_lie_where_the_numbers_of_the_tables_are()
    {
        using var folder = new TemporaryFolder();
        var all = await WriteAsync(folder, 400);
        await RunAsync(folder, "--html", folder.File("report.html"));

        var drawings = Parse(folder.File("report.html")).Descendants("svg").ToList();

        // From 40 to 280, upwards.
        foreach (var circle in drawings[0].Elements("circle"))
        {
            var (x, y) = ((Of(circle, "cx") - 40) / 240, (280 - Of(circle, "cy")) / 240);
            var bin = all.Where(p => (int)(p.Probability * 10) == (int)(x * 10)).ToList();
            Assert.Equal(bin.Average(p => p.Probability), x, 0.001);
            Assert.Equal(bin.Average(p => p.Settlement!.Happened ? 1.0 : 0), y, 0.001);
        }

        // From 156 to 8, upwards.
        var ranked = all.OrderByDescending(p => p.Probability).ToList();
        var columns = drawings[1].Elements("rect").ToList();
        Assert.Equal(10, columns.Count);
        foreach (var (column, i) in columns.Select((column, i) => (column, i)))
        {
            var rate = ranked.Skip(40 * i).Take(40).Count(p => p.Settlement!.Happened) / 40.0;
            Assert.Equal(rate, Of(column, "height") / 148, 0.001);
        }

        static double Of(XElement element, string name) =>
            double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("</style><script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("a&b<c>'d'")]
    public void A_hostile_text_is_text(string text)
    {
        var outcomes = new CountedOutcomes(PredictionType.Churn, Some.Now);
        var accuracy = Accuracy.Of(outcomes, byCta: null, comparisons: null, versions: []) with { CanTell = text };

        var page = XDocument.Parse(ReportPage.Of(new AccuracyReport(text, Some.Now, accuracy)).ToString());

        Assert.Contains(text, page.Descendants("h1").Single().Value, StringComparison.Ordinal);
        Assert.Contains(page.Descendants("p"), p => p.Value == text);
        Assert.Empty(page.Descendants("script").Concat(page.Descendants("img")));
    }

    [Fact]
    public async Task What_is_no_tenant_is_refused()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, 12);

        var run = await RunAsync(folder, "--tenant", "a/b");

        Assert.Equal((ExitCode.BadArgument, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("--tenant 'a/b' is no tenant's id", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_few_outcomes_it_says_that_they_tell_nothing()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, 12);

        var run = await RunAsync(folder, "--html", folder.File("report.html"));

        Assert.Contains("12 outcomes tell nothing yet.", run.Output, StringComparison.Ordinal);
        Assert.Empty(Parse(folder.File("report.html")).Descendants("svg"));
    }

    [Fact]
    public async Task Without_a_store_it_makes_none_and_a_file_that_cannot_be_written_is_named()
    {
        using var folder = new TemporaryFolder();
        var run = await CommandRun.OfAsync(ReportCommand.Create(_clock), "--data", folder.File("nowhere"));
        Assert.Equal(ExitCode.BadArgument, run.ExitCode);
        Assert.False(Directory.Exists(folder.File("nowhere")));

        await WriteAsync(folder, 12);
        var unwritable = await RunAsync(folder, "--html", folder.File("none/report.html"));
        Assert.Equal(ExitCode.BadArgument, unwritable.ExitCode);
        Assert.Contains("none/report.html", unwritable.Error, StringComparison.Ordinal);
    }

    private static async Task<List<CountedPrediction>> WriteAsync(TemporaryFolder folder, int count)
    {
        var (all, random) = (new List<CountedPrediction>(), new Random(7));
        foreach (var i in Enumerable.Range(0, count))
        {
            SettledPredictions.Settled(i, random, all);
        }

        using var store = LocalApp.OpenStore(folder.File("."), new ConfigurationBuilder().Build());
        await using var services = LocalApp.Services(store, new ConfigurationManager());
        var tables = (Tables)services.GetService(typeof(Tables))!;
        foreach (var bucket in all.GroupBy(p => Bucket.Of(p.AccountId)))
        {
            var partition = Bucket.Partition(LocalApp.Tenant, bucket.Key);
            foreach (var some in bucket.Select(p => OutcomeStore.ToChange(p)).Chunk(EntityKey.MaxChanges - 1))
            {
                await tables.Results.WriteAsync(partition, some, CancellationToken.None);
            }
        }

        return all;
    }

    private Task<CommandRun> RunAsync(TemporaryFolder folder, params string[] arguments) =>
        CommandRun.OfAsync(ReportCommand.Create(_clock), ["--data", folder.File("."), .. arguments]);

    private static XDocument Parse(string file) => XDocument.Parse(File.ReadAllText(file));

    [GeneratedRegex("^(on.*|src|href|style|action|srcset|data|poster)$")]
    private static partial Regex AttributeThatActs();
}
