using System.Globalization;
using System.Xml.Linq;
using CsMl.Functions.Dashboard;
using CsMl.Functions.Http;
using CsMl.Tests.Http;

namespace CsMl.Tests.Dashboard;

/// <summary>The page of one account.</summary>
public sealed class AccountPageTests
{
    private static readonly string Page = PagePath.Account("123");

    [Fact]
    public async Task It_says_what_the_API_says()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(CtaCalls.AtRisk);
        var predicted = (await app.PredictAsync("123")).Is(200);

        var answer = (await new Browser(app).GetAsync(Page)).Is(200);

        PagesTests.AssertPage(answer);
        var page = Browser.Parse(answer);
        Assert.Equal(CtaCalls.AtRisk.Name, page.Descendants("h1").Single().Value);
        Assert.Contains(predicted.Text("data.explanation")!, page.Value, StringComparison.Ordinal);
        foreach (var step in predicted.Items("data.recommendations"))
        {
            Assert.Contains(step.GetProperty("action").GetString()!, page.Value, StringComparison.Ordinal);
        }

        Assert.Contains(page.Descendants("svg"), svg => (string?)svg.Attribute("class") == "chart");
        Assert.Contains("no language model is configured", page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_shares_of_the_drivers_add_up_to_the_probability()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(CtaCalls.AtRisk);
        var probability = (await app.PredictAsync("123")).Is(200).Number("data.probability");

        var table = Section(Browser.Parse(await new Browser(app).GetAsync(Page)), "drivers")
            .Descendants("table")
            .Single();

        var shares = table.Element("tbody")!.Elements("tr").Select(row => row.Elements("td").ElementAt(1)).ToList();
        var usual = double.Parse((string)shares[0].Element("data")!.Attribute("value")!, CultureInfo.InvariantCulture);
        Assert.Equal(0.25, usual);
        Assert.True(shares.Count > 3);
        // Each is rounded to a tenth of a point.
        Assert.Equal(100 * probability, 100 * usual + shares.Skip(1).Sum(PointsIn), 0.05 * shares.Count);
    }

    [Fact]
    public async Task It_tells_why_the_probability_moved()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount() with { AccountId = "123" });
        await app.PredictAsync("123");
        var browser = new Browser(app);
        Assert.Contains(Texts.Account.First, (await browser.GetAsync(Page)).Body, StringComparison.Ordinal);

        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.PutAsync(CtaCalls.AtRisk);
        var id = (await app.PredictAsync("123", options: """{"forceRefresh":true}""")).Text("data.predictionId");

        var why = (await app.GetAsync(RunningApp.Account("123", $"predictions/{id}/compare"))).Is(200);
        var page = Browser.Parse(await browser.GetAsync(Page));
        Assert.Contains(why.Text("data.summary")!, Section(page, "change").Value, StringComparison.Ordinal);
        Assert.Equal(2, Section(page, "history").Descendants("tbody").Single().Elements("tr").Count());
    }

    [Fact]
    public async Task A_CTA_is_created_started_snoozed_assigned_and_completed_by_its_buttons()
    {
        await using var app = await RunningApp.StartAsync([.. SomeKeys.Settings]);
        await app.PutAsync(CtaCalls.AtRisk);
        await app.PredictAsync("123", headers: SomeKeys.Bearer(AccessRole.Agent));
        var browser = await Browser.SignedInAsync(app, AccessRole.Agent, user: "kim");

        async Task<HttpAnswer> DoAsync(string action, string said, params (string, string)[] filledIn)
        {
            var page = (await browser.SubmitAsync(Page, action, filledIn)).Is(200);
            Assert.Contains(said, page.Body, StringComparison.Ordinal);
            return (await app.GetAsync(CtaCalls.CtasOf(), SomeKeys.Bearer(AccessRole.Reader))).Is(200);
        }

        var made = await DoAsync(PageActions.Create, Texts.Done.Created);
        Assert.Equal("OPEN", made.Text("data[0].status"));
        var started = await DoAsync(PageActions.Start, Texts.Done.Started);
        Assert.Equal("IN_PROGRESS", started.Text("data[0].status"));
        var snoozed = await DoAsync(PageActions.Snooze, Texts.Done.Snoozed, (PageActions.Days, "3"));
        Assert.Equal(Some.Now.AddDays(3), snoozed.At("data[0].snoozeUntil").GetDateTimeOffset());
        var assigned = await DoAsync(PageActions.Assign, Texts.Done.Assigned, (PageActions.Owner, "robin"));
        Assert.Equal("robin", assigned.Text("data[0].ownerId"));
        var done = await DoAsync(PageActions.Complete, Texts.Done.Completed, (PageActions.Outcome, "POSITIVE"));
        Assert.Equal(("COMPLETED", "POSITIVE"), (done.Text("data[0].status"), done.Text("data[0].outcome")));

        var audit = (await app.GetAsync(RunningApp.Portfolio("audit"), SomeKeys.Bearer(AccessRole.Admin))).Items(
            "data"
        );
        Assert.Equal(
            ["patchCta", "patchCta", "patchCta", "patchCta", "postGenerateCta", "postPredict"],
            audit.Select(row => row.GetProperty("action").GetString()).Order(StringComparer.Ordinal)
        );
        var patch = audit.First(row => row.GetProperty("action").GetString() == "patchCta");
        Assert.Equal("the-agent", patch.GetProperty("caller").GetString());
        Assert.Equal("kim", patch.GetProperty("onBehalfOf").GetString());
        Assert.Equal($"ctas/{made.Text("data[0].id")}", patch.GetProperty("resource").GetString());
    }

    [Fact]
    public async Task What_the_API_refuses_is_said_on_the_page_and_changes_nothing()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(CtaCalls.AtRisk);
        await app.PredictAsync("123");
        var browser = new Browser(app);
        await browser.SubmitAsync(Page, PageActions.Create);
        var stale = Browser.FormOf(await browser.GetAsync(Page), Page, PageActions.Assign);
        stale[PageActions.Owner] = "second";
        await browser.SubmitAsync(Page, PageActions.Assign, (PageActions.Owner, "first"));

        var refused = (await browser.PostAsync(Page, stale)).Is(412);

        PagesTests.AssertPage(refused);
        Assert.Contains(Browser.Parse(refused).Descendants("p"), p => (string?)p.Attribute("role") == "alert");
        Assert.Equal("first", (await app.GetAsync(CtaCalls.CtasOf())).Text("data[0].ownerId"));
        (await browser.SubmitAsync(Page, PageActions.Snooze, (PageActions.Days, "900"))).Is(400);
        (await browser.SubmitAsync(Page, PageActions.Snooze, (PageActions.Days, "soon"))).Is(400);
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_creates_one_CTA()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(CtaCalls.AtRisk);
        await app.PredictAsync("123");
        var browser = new Browser(app);
        var form = Browser.FormOf(await browser.GetAsync(Page), Page, PageActions.Create);

        var answers = await Task.WhenAll(browser.PostAsync(Page, form), browser.PostAsync(Page, form));

        Assert.All(answers, answer => answer.Is(303));
        Assert.Single((await app.GetAsync(CtaCalls.CtasOf("?status=OPEN"))).Items("data"));
        Assert.Equal(
            1,
            (await app.GetAsync(RunningApp.Portfolio("audit")))
                .Items("data")
                .Count(row => row.GetProperty("action").GetString() == "postGenerateCta")
        );
    }

    [Fact]
    public async Task An_outcome_is_recorded_and_the_account_that_left_offers_nothing_more()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(CtaCalls.AtRisk);
        await app.PredictAsync("123");
        var browser = new Browser(app);

        var page = (await browser.SubmitAsync(Page, PageActions.Outcome, (PageActions.Outcome, "CHURNED"))).Is(200);

        PagesTests.AssertPage(page);
        Assert.Contains(Texts.Done.Recorded, page.Body, StringComparison.Ordinal);
        Assert.Empty(Browser.FormsOf(Browser.Parse(page), PageActions.Create));
        Assert.Empty(Browser.FormsOf(Browser.Parse(page), PageActions.Predict));
        Assert.Contains("has left", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_of_which_little_is_known_has_a_page()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.Account("123"));
        var browser = new Browser(app);

        var before = (await browser.GetAsync(Page)).Is(200);
        PagesTests.AssertPage(before);
        Assert.Contains(Texts.Account.NotScored, before.Body, StringComparison.Ordinal);
        var after = (await browser.SubmitAsync(Page, PageActions.Predict)).Is(200);
        PagesTests.AssertPage(after);
        Assert.Contains("It would be surer with", after.Body, StringComparison.Ordinal);
    }

    private static XElement Section(XElement page, string heading) =>
        page.Descendants("section").Single(s => (string?)s.Attribute("aria-labelledby") == heading);

    private static double PointsIn(XElement cell) =>
        double.Parse(
            cell.Value.Replace('−', '-').Replace("±", "", StringComparison.Ordinal).Split(' ')[0],
            NumberStyles.Float,
            CultureInfo.InvariantCulture
        );
}
