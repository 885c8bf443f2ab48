using CsMl.Functions.Dashboard;
using CsMl.Tests.Docs;
using Microsoft.Playwright;

namespace CsMl.Tests.Dashboard.Chromium;

/// <summary>
/// The pictures of the README. They are approved by eye: with CSML_APPROVE_SCREENSHOTS=1 they are taken anew.
/// </summary>
[Trait("Speed", "Slow")]
[Collection(ChromiumCollection.Name)]
public sealed class ScreenshotTests(ChromiumBrowser chromium, MorningApp fixture) : IClassFixture<MorningApp>
{
    private const int MostBytes = 250_000;

    public static TheoryData<string, string> Pictures =>
        new() { { "today.png", PagePath.Home }, { "account.png", PagePath.Account(Pages.Example) } };

    [ChromiumTheory]
    [MemberData(nameof(Pictures))]
    public async Task The_README_shows_what_a_page_looks_like(string picture, string path)
    {
        var file = Path.Combine(Repository.Root, "docs", "images", picture);
        if (Environment.GetEnvironmentVariable("CSML_APPROVE_SCREENSHOTS") == "1")
        {
            await chromium.VisitAsync(
                fixture.App,
                path,
                page => page.ScreenshotAsync(new PageScreenshotOptions { Path = file }),
                new()
                {
                    ViewportSize = new() { Width = 1_100, Height = 900 },
                    ColorScheme = ColorScheme.Light,
                }
            );
        }

        Assert.InRange(new FileInfo(file).Length, 1, MostBytes);
        Assert.Contains($"docs/images/{picture}", Repository.Read("README.md"), StringComparison.Ordinal);
    }
}
