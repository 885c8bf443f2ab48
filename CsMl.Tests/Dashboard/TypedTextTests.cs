using System.Xml.Linq;
using CsMl.Functions.Dashboard;
using CsMl.Tests.Http;

namespace CsMl.Tests.Dashboard;

/// <summary>What somebody typed stays where it was typed when it is refused.</summary>
public sealed class TypedTextTests
{
    private const string Words = "Their \"new\" <sponsor> called, ask for Q3";
    private static readonly string Page = PagePath.Account("123");

    [Fact]
    public async Task An_outcome_and_an_opinion_that_are_refused_stand_in_their_forms_again()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(CtaCalls.AtRisk);
        await app.PredictAsync("123");
        var browser = new Browser(app);

        var outcome = await browser.SubmitAsync(
            Page,
            PageActions.Outcome,
            (PageActions.Outcome, "RENEWED"),
            (PageActions.OccurredOn, "2036-02-20")
        );
        var opinion = await browser.SubmitAsync(
            Page,
            PageActions.Disagree,
            (PageActions.Percent, "a third"),
            (PageActions.Reason, Words),
            (PageActions.By, "kim")
        );

        var (told, said) = (
            Fields(outcome.Is(400), PageActions.Outcome),
            Fields(opinion.Is(400), PageActions.Disagree)
        );
        Assert.Equal(("RENEWED", "2036-02-20"), (told[PageActions.Outcome], told[PageActions.OccurredOn]));
        Assert.Equal(
            ("a third", Words, "kim"),
            (said[PageActions.Percent], said[PageActions.Reason], said[PageActions.By])
        );
        // No other form has any of it, and neither has the page when it is opened anew.
        Assert.Equal("", Fields(opinion, PageActions.Agree)[PageActions.By]);
        Assert.Equal("", Fields(opinion, PageActions.Outcome)[PageActions.OccurredOn]);
        Assert.Equal("", Fields(await browser.GetAsync(Page), PageActions.Disagree)[PageActions.Reason]);
    }

    [Fact]
    public async Task A_CTA_that_somebody_changed_meanwhile_is_shown_with_what_was_to_be_said_of_it()
    {
        await using var app = await RunningApp.StartAsync();
        var cta = await CtaCalls.MakeAsync(app, CtaCalls.AtRisk);
        var browser = new Browser(app);
        var form = Browser.FormOf(await browser.GetAsync(Page), Page, PageActions.Complete);
        (form[PageActions.Outcome], form[PageActions.Reason]) = ("NEGATIVE", Words);
        (await app.SendAsync(HttpMethod.Patch, CtaCalls.CtasOf("/" + cta), """{"ownerId":"robin"}""")).Is(200);

        var refused = (await browser.PostAsync(Page, form)).Is(412);

        var again = Fields(refused, PageActions.Complete);
        Assert.Equal(("NEGATIVE", Words), (again[PageActions.Outcome], again[PageActions.Reason]));
        Assert.Equal("robin", Fields(refused, PageActions.Assign)[PageActions.Owner]);
        Assert.Equal("", Fields(refused, PageActions.Cancel)[PageActions.Reason]);
        Assert.Equal(PageActions.Complete, Assert.Single(Opened(refused)));
        // It is of the CTA as it now is, so the second try succeeds.
        (await browser.PostAsync(Page, again)).Is(303);
        var now = (await app.GetAsync(CtaCalls.CtasOf("/" + cta))).Is(200);
        Assert.Equal(("COMPLETED", "NEGATIVE"), (now.Text("data.status"), now.Text("data.outcome")));
    }

    [Fact]
    public async Task On_the_first_page_the_row_is_open_again()
    {
        await using var app = await RunningApp.StartAsync();
        await CtaCalls.MakeAsync(app, CtaCalls.AtRisk);
        app.Clock.Advance(TimeSpan.FromDays(5));
        var browser = new Browser(app);
        Assert.Empty(Opened(await browser.GetAsync(PagePath.Home)));

        var refused = await browser.SubmitAsync(
            PagePath.Home,
            PageActions.Assign,
            (PageActions.Owner, new string('x', 200))
        );

        PagesTests.AssertPage(refused.Is(400));
        Assert.Equal(new string('x', 200), Fields(refused, PageActions.Assign)[PageActions.Owner]);
        Assert.Contains(PageActions.Assign, Opened(refused));
    }

    private static Dictionary<string, string> Fields(HttpAnswer page, string action) =>
        Browser.FieldsOf(Browser.FormsOf(Browser.Parse(page), action).Single());

    /// <summary>The changes whose forms are seen because what holds them is open.</summary>
    private static IEnumerable<string?> Opened(HttpAnswer page) =>
        Browser
            .Parse(page)
            .Descendants("details")
            .Where(details => details.Attribute("open") is not null)
            .Descendants("form")
            .Select(form => (string?)form.Attribute("data-do"));
}
