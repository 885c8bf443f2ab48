using CsMl.Functions.Dashboard;
using CsMl.Functions.Http;
using CsMl.Tests.Http;

namespace CsMl.Tests.Dashboard;

/// <summary>Somebody disagrees with a prediction on a page.</summary>
public sealed class OpinionFormTests
{
    private static readonly string Page = PagePath.Account("123");

    [Fact]
    public async Task Own_odds_stand_beside_the_prediction_and_in_the_list_of_disagreements()
    {
        await using var app = await RunningApp.StartAsync([.. SomeKeys.Settings]);
        await app.PutAsync(CtaCalls.AtRisk);
        var predicted = (await app.PredictAsync("123", headers: SomeKeys.Bearer(AccessRole.Agent))).Number(
            "data.probability"
        );
        var browser = await Browser.SignedInAsync(app, AccessRole.Agent, user: "kim");

        var page = await browser.SubmitAsync(
            Page,
            PageActions.Disagree,
            (PageActions.Percent, "12,5 %"),
            (PageActions.Reason, "The sponsor called <b>today</b>")
        );

        PagesTests.AssertPage(page.Is(200));
        Assert.Contains("The sponsor called <b>today</b>", Browser.Parse(page).Value, StringComparison.Ordinal);
        var said = await app.GetAsync(RunningApp.Account("123", "opinions"), SomeKeys.Bearer(AccessRole.Reader));
        Assert.Equal((0.125, "kim"), (said.Number("data[0].probability"), said.Text("data[0].by")));
        Assert.Equal(predicted, said.Number("data[0].prediction.probability"));
        var portfolio = (await browser.GetAsync(PagePath.Portfolio)).Is(200);
        PagesTests.AssertPage(portfolio);
        Assert.Contains(Texts.Portfolio.Disagreements, portfolio.Body, StringComparison.Ordinal);
        Assert.Contains(">Marzipan Freight</a>", portfolio.Body, StringComparison.Ordinal);

        var agreed = (await browser.SubmitAsync(Page, PageActions.Agree)).Is(200);
        Assert.Contains(Texts.Done.Agreed, agreed.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Texts.Portfolio.Disagreements,
            (await browser.GetAsync(PagePath.Portfolio)).Body,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("101", "kim")]
    [InlineData("", "kim")]
    [InlineData("many", "kim")]
    [InlineData("50", "")]
    [InlineData("50", "kim kim")]
    public async Task What_is_no_opinion_is_refused_with_the_reason(string percent, string author)
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(CtaCalls.AtRisk);
        await app.PredictAsync("123");

        var page = await new Browser(app).SubmitAsync(
            Page,
            PageActions.Disagree,
            (PageActions.Percent, percent),
            (PageActions.By, author)
        );

        PagesTests.AssertPage(page.Is(400));
        Assert.Equal(percent != "50", page.Body.Contains(": write a number from 0 to 100", StringComparison.Ordinal));
        Assert.Empty((await app.GetAsync(RunningApp.Account("123", "opinions"))).Items("data"));
    }
}
