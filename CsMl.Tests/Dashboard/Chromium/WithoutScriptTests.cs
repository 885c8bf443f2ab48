using CsMl.Functions.Dashboard;
using Microsoft.Playwright;

namespace CsMl.Tests.Dashboard.Chromium;

/// <summary>A browser whose scripts are switched off shows the whole first page.</summary>
[Trait("Speed", "Slow")]
[Collection(ChromiumCollection.Name)]
public sealed class WithoutScriptTests(ChromiumBrowser chromium, MorningApp fixture) : IClassFixture<MorningApp>
{
    private static readonly BrowserNewContextOptions Off = new() { JavaScriptEnabled = false };

    [ChromiumFact]
    public Task Each_account_says_what_is_at_stake_why_and_what_to_do_until_when() =>
        chromium.VisitAsync(
            fixture.App,
            PagePath.Home,
            async page =>
            {
                Assert.Matches("^[0-9]+ accounts? needs? you today$", await page.Locator("h1").InnerTextAsync());
                Assert.Matches(
                    "at risk.*; scored 11 Mar 2026 09:30 UTC, [0-9]+ of [0-9]+ accounts; predicted by rules\\.$",
                    await page.Locator(".sentence").InnerTextAsync()
                );
                var rows = await page.Locator("[data-row]").AllAsync();
                Assert.InRange(rows.Count, 1, 7);
                foreach (var row in rows)
                {
                    Assert.Equal(
                        ["At risk", "Renewal", "Churn within 90 days", "Health, of 100"],
                        await row.Locator("dt").AllInnerTextsAsync()
                    );
                    Assert.NotEqual("", await row.Locator(".why").InnerTextAsync());
                    Assert.Matches("^Next: .+", await row.Locator(".next").InnerTextAsync());
                    Assert.Matches(
                        "^due [0-9]+ [A-Z][a-z]+ 2026, .+ (owner .+|nobody owns it) .*data until [0-9]+ [A-Z].* days ago",
                        (await row.Locator(".when").InnerTextAsync()).ReplaceLineEndings(" ")
                    );
                }

                Assert.Equal("Not enough outcomes yet (0 of 30).", await page.Locator(".trust").InnerTextAsync());
            },
            Off
        );

    [ChromiumFact]
    public Task Time_for_two_shows_two_and_how_many_are_not_shown() =>
        chromium.VisitAsync(
            fixture.App,
            PagePath.Home,
            async page =>
            {
                await page.GetByLabel("I have time for").SelectOptionAsync("2");
                await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();

                Assert.Equal(2, await page.Locator("[data-row]").CountAsync());
                Assert.Contains("not shown", await page.Locator(".more").InnerTextAsync(), StringComparison.Ordinal);
            },
            Off
        );
}
