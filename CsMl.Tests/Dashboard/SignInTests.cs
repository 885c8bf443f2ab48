using CsMl.Core.Storage;
using CsMl.Functions.Dashboard;
using CsMl.Functions.Http;
using CsMl.Tests.Http;

namespace CsMl.Tests.Dashboard;

/// <summary>Who sees the pages.</summary>
public sealed class SignInTests
{
    [Fact]
    public async Task With_an_access_key_somebody_signs_in_and_out()
    {
        await using var app = await RunningApp.StartAsync([.. SomeKeys.Settings]);
        var browser = new Browser(app);
        var closed = await browser.GetAsync(PagePath.Home);
        Assert.Equal((303, PagePath.SignIn), (closed.Status, closed.Headers["Location"]));

        (await browser.SignInAsync(SomeKeys.KeyOf(AccessRole.Reader))).Is(303);
        var page = (await browser.GetAsync(PagePath.Home)).Is(200);

        Assert.Contains("the-reader (reader)", page.Body, StringComparison.Ordinal);
        var signedIn = browser.Cookie;
        await browser.PostAsync(PagePath.SignOut, Browser.FormOf(page, PagePath.SignOut));
        (await browser.GetAsync(PagePath.Home)).Is(303);
        browser.Cookie = signedIn;
        (await browser.GetAsync(PagePath.Home)).Is(303);
    }

    [Fact]
    public async Task On_loopback_without_keys_the_pages_are_open_as_the_API_is()
    {
        await using var app = await RunningApp.StartAsync();
        var browser = new Browser(app);

        var start = await browser.GetAsync("/");

        Assert.Equal((302, PagePath.Home), (start.Status, start.Headers["Location"]));
        (await browser.GetAsync(PagePath.Home)).Is(200);
        (await browser.GetAsync(PagePath.SignIn)).Is(303);
    }
}
