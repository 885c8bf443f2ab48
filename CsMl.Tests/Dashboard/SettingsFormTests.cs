using System.Xml.Linq;
using CsMl.Functions.Dashboard;
using CsMl.Functions.Http;
using CsMl.Tests.Http;

namespace CsMl.Tests.Dashboard;

/// <summary>What probabilities stand on is tried, and then changed, on a page.</summary>
public sealed class SettingsFormTests
{
    private const string Change = "?critical=90&high=70&medium=30&expected=&mode=shadow";

    [Fact]
    public async Task A_change_is_tried_without_being_made_and_then_made_with_one_button()
    {
        await using var app = await ScoredPortfolio.StartAsync();
        var browser = new Browser(app);
        var before = app.Dump();

        var tried = (await browser.GetAsync(PagePath.Portfolio + Change)).Is(200);

        PagesTests.AssertPage(tried);
        Assert.Equal(before, app.Dump());
        var told = (
            await app.PutAsync(
                RunningApp.Portfolio("settings?dryRun=true"),
                """{"risk":{"critical":0.9,"high":0.7,"medium":0.3}}"""
            )
        ).Is(200);
        var rows = Settings(tried).Descendants("tbody").Single().Elements("tr");
        Assert.Equal(
            $"{told.At("data.preview.after.critical")} {told.At("data.preview.after.high")}",
            string.Join(' ', rows.Take(2).Select(row => row.Elements("td").Last().Value))
        );

        var form = Browser.FormsOf(Browser.Parse(tried), PageActions.Settings).Single();
        (await browser.PostAsync(PagePath.Portfolio, Browser.FieldsOf(form))).Is(303);
        var settings = (await app.GetAsync(RunningApp.Portfolio("settings"))).Is(200);
        Assert.Equal(0.9, settings.Number("data.risk.critical.value"));
        Assert.Equal("default", settings.Text("data.learning.mode.source"));

        // Pressed twice, it is one change; another one was tried against the settings before it.
        (await browser.PostAsync(PagePath.Portfolio, Browser.FieldsOf(form))).Is(303);
        var other = Browser.FieldsOf(form);
        other["high"] = "65";
        (await browser.PostAsync(PagePath.Portfolio, other)).Is(412);
    }

    [Fact]
    public async Task What_moves_no_account_can_be_changed_too()
    {
        await using var app = await RunningApp.StartAsync();
        var browser = new Browser(app);

        var tried = await browser.GetAsync(PagePath.Portfolio + "?critical=80&high=60&medium=30&expected=5&mode=off");
        var form = Browser.FormsOf(Browser.Parse(tried), PageActions.Settings).Single();
        (await browser.PostAsync(PagePath.Portfolio, Browser.FieldsOf(form))).Is(303);

        var settings = (await app.GetAsync(RunningApp.Portfolio("settings"))).Is(200);
        Assert.Equal(0.05, settings.Number("data.predictions.expectedChurn.value"));
        Assert.Equal("off", settings.Text("data.learning.mode.value"));
    }

    [Fact]
    public async Task What_is_wrong_is_told_in_the_words_of_the_form()
    {
        await using var app = await RunningApp.StartAsync();

        var page = await new Browser(app).GetAsync(PagePath.Portfolio + "?critical=90&high=many&medium=30");

        Assert.Contains(
            "High risk from, in percent: write a number from 0 to 100",
            page.Body,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("?critical=10&high=70&medium=30")]
    [InlineData("?critical=many&high=70&medium=30")]
    [InlineData("?critical=90&high=70&medium=30&expected=5000")]
    [InlineData("?critical=90&high=70&medium=30&mode=perhaps")]
    public async Task A_change_that_cannot_be_is_refused_with_the_reason(string change)
    {
        await using var app = await RunningApp.StartAsync();

        var page = (await new Browser(app).GetAsync(PagePath.Portfolio + change)).Is(200);

        PagesTests.AssertPage(page);
        Assert.Single(Settings(page).Descendants("p"), p => (string?)p.Attribute("role") == "alert");
        Assert.Empty(Browser.FormsOf(Browser.Parse(page), PageActions.Settings));
    }

    [Fact]
    public async Task Only_an_admin_tries_and_changes_settings()
    {
        await using var app = await RunningApp.StartAsync([.. SomeKeys.Settings]);
        var admin = await Browser.SignedInAsync(app, AccessRole.Admin);
        var agent = await Browser.SignedInAsync(app);
        var form = Browser.FieldsOf(
            Browser
                .FormsOf(Browser.Parse(await admin.GetAsync(PagePath.Portfolio + Change)), PageActions.Settings)
                .Single()
        );

        var page = (await agent.GetAsync(PagePath.Portfolio + Change)).Is(200);

        Assert.Empty(Settings(page).Descendants("form"));
        Assert.Empty(Settings(page).Descendants("table"));
        form[PageForm.Token] = Browser.FormOf(page, PagePath.SignOut)[PageForm.Token];
        (await agent.PostAsync(PagePath.Portfolio, form)).Is(403);
    }

    private static XElement Settings(HttpAnswer page) =>
        Browser.Parse(page).Descendants("section").Single(s => (string?)s.Attribute("id") == "settings");
}
