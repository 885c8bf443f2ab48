using CsMl.Functions.Dashboard;

namespace CsMl.Tests.Dashboard.Chromium;

/// <summary>Numbers, amounts and dates are written as the reader is used to, and days counted by the reader's calendar.</summary>
[Trait("Speed", "Slow")]
[Collection(ChromiumCollection.Name)]
public sealed class ReaderTests(ChromiumBrowser chromium, MorningApp fixture) : IClassFixture<MorningApp>
{
    [ChromiumTheory]
    // Half past nine on 11 March in London is half past eleven in the evening of the 10th in Honolulu.
    [InlineData("en-GB", "Europe/London", @"^€1\.[0-9]+m ", "18 Mar 2026 in 7 days", "due 12 Mar 2026, tomorrow")]
    [InlineData(
        "de-DE",
        "Pacific/Honolulu",
        @"^1,[0-9]+ Mio\. € ",
        "18.03.2026 in 8 days",
        "due 12.03.2026, in 2 days"
    )]
    public Task The_first_page_is_the_readers(
        string locale,
        string timeZone,
        string amount,
        string renewal,
        string due
    ) =>
        chromium.VisitAsync(
            fixture.App,
            PagePath.Home,
            async page =>
            {
                Assert.Matches(amount, (await page.Locator(".sentence").InnerTextAsync()).Replace('\u00a0', ' '));
                var first = page.Locator("[data-row]").First;
                Assert.Equal(renewal, await first.Locator("dd").Nth(1).InnerTextAsync());
                Assert.Equal(due, await first.Locator(".when strong").InnerTextAsync());
            },
            new() { Locale = locale, TimezoneId = timeZone }
        );
}
