using System.Text.RegularExpressions;
using CsMl.Functions.Dashboard;
using Microsoft.Playwright;

namespace CsMl.Tests.Dashboard.Chromium;

/// <summary>Working through the list with the keyboard alone, without changing anything.</summary>
[Trait("Speed", "Slow")]
[Collection(ChromiumCollection.Name)]
public sealed class KeyboardTests(ChromiumBrowser chromium, MorningApp fixture) : IClassFixture<MorningApp>
{
    [ChromiumFact]
    public Task J_and_k_go_through_the_accounts_and_Enter_opens_one() =>
        OnHomeAsync(async page =>
        {
            await PressAsync(page, "j", "j", "k", "k", "k", "j");
            var second = page.Locator("[data-row]").Nth(1);
            Assert.True(await second.EvaluateAsync<bool>("row => row === document.activeElement"));
            var name = await second.Locator("h3").InnerTextAsync();

            await PressAsync(page, "Enter");

            await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(name);
            Assert.Contains("/accounts/", page.Url, StringComparison.Ordinal);
        });

    [ChromiumFact]
    public Task Slash_goes_to_the_search_where_letters_are_letters() =>
        OnHomeAsync(async page =>
        {
            await PressAsync(page, "/");
            await page.Keyboard.TypeAsync("jex?");

            Assert.Equal("jex?", await page.Locator("#search").InputValueAsync());
            await Assertions.Expect(page.Locator("dialog")).ToBeHiddenAsync();
        });

    [ChromiumFact]
    public Task Help_lists_each_key_by_key_and_by_mouse_and_Escape_closes_it() =>
        OnHomeAsync(async page =>
        {
            await PressAsync(page, "?");
            await Assertions.Expect(page.Locator("dialog")).ToBeVisibleAsync();
            Assert.Equal(
                ["j", "k", "Enter", "c", "s", "e", "a", "x", "/", "?"],
                await page.Locator("dialog kbd").AllInnerTextsAsync()
            );
            await PressAsync(page, "Escape");
            await Assertions.Expect(page.Locator("dialog")).ToBeHiddenAsync();

            await page.GetByRole(AriaRole.Button, new() { Name = "Keyboard" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
            await Assertions.Expect(page.Locator("dialog")).ToBeHiddenAsync();
        });

    [ChromiumFact]
    public Task Letters_can_be_switched_off_and_stay_off() =>
        OnHomeAsync(async page =>
        {
            await PressAsync(page, "?");
            await page.GetByLabel("Use these keys").UncheckAsync();
            await PressAsync(page, "Escape");
            await page.ReloadAsync();

            await PressAsync(page, "j");

            Assert.True(await page.EvaluateAsync<bool>("document.activeElement === document.body"));
        });

    [ChromiumTheory]
    [InlineData("s", "select")]
    [InlineData("e", "select")]
    [InlineData("a", "input")]
    public Task A_letter_leads_to_the_first_field_of_its_form(string key, string field) =>
        OnHomeAsync(async page =>
        {
            await PressAsync(page, "j", key);

            Assert.Equal(field, await page.EvaluateAsync<string>("document.activeElement.tagName.toLowerCase()"));
            Assert.True(await page.EvaluateAsync<bool>("document.activeElement.closest('details').open"));
        });

    [ChromiumFact]
    public Task X_leads_to_where_one_can_disagree() =>
        OnHomeAsync(async page =>
        {
            await PressAsync(page, "j", "x");

            await Assertions.Expect(page).ToHaveURLAsync(new Regex("/accounts/[^/]+#disagree$"));
        });

    private Task OnHomeAsync(Func<IPage, Task> visit) => chromium.VisitAsync(fixture.App, PagePath.Home, visit);

    private static async Task PressAsync(IPage page, params string[] keys)
    {
        foreach (var key in keys)
        {
            await page.Keyboard.PressAsync(key);
        }
    }
}
