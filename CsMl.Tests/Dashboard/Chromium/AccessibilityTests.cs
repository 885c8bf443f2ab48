using CsMl.Functions.Dashboard;
using CsMl.Tests.Http;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CsMl.Tests.Dashboard.Chromium;

/// <summary>What axe-core finds on the pages, and whether they fit narrow and enlarged screens.</summary>
[Trait("Speed", "Slow")]
[Collection(ChromiumCollection.Name)]
public sealed class AccessibilityTests(ChromiumBrowser chromium, MorningApp fixture) : IClassFixture<MorningApp>
{
    private const int PhoneWidth = 360;

    /// <summary>A window of 1,280 pixels in which everything is twice as large.</summary>
    private const int EnlargedWidth = 640;

    public static TheoryData<string> All => Pages.All;

    [ChromiumTheory]
    [MemberData(nameof(All))]
    public async Task No_finding_is_serious_in_light_and_in_dark(string path)
    {
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await chromium.VisitAsync(fixture.App, path, CheckAsync, new() { ColorScheme = scheme });
        }
    }

    [ChromiumFact]
    public async Task The_form_to_sign_in_and_the_keyboard_help_have_no_serious_finding_either()
    {
        await using var app = await RunningApp.StartAsync([.. SomeKeys.Settings]);
        await chromium.VisitAsync(app, PagePath.SignIn, CheckAsync);
        await chromium.VisitAsync(
            fixture.App,
            PagePath.Home,
            async page =>
            {
                await page.Keyboard.PressAsync("?");
                await CheckAsync(page);
            }
        );
    }

    [ChromiumTheory]
    [MemberData(nameof(All))]
    public async Task Nothing_has_to_be_scrolled_sideways_on_a_phone_or_at_twice_the_size(string path)
    {
        foreach (var width in (int[])[PhoneWidth, EnlargedWidth])
        {
            await chromium.VisitAsync(
                fixture.App,
                path,
                async page =>
                {
                    foreach (var details in await page.Locator("details").AllAsync())
                    {
                        await details.EvaluateAsync("details => details.open = true");
                    }

                    var beyond = await page.EvaluateAsync<int>(
                        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                    );
                    Assert.True(beyond <= 0, $"{path} is {beyond} pixels too wide for {width}");
                },
                new()
                {
                    ViewportSize = new() { Width = width, Height = 740 },
                }
            );
        }
    }

    private static async Task CheckAsync(IPage page)
    {
        var findings = (await page.RunAxe()).Violations.Where(v => v.Impact is "serious" or "critical");
        Assert.Empty(
            findings.Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(5).Select(node => node.Html))}")
        );
    }
}
