using CsMl.Functions.Dashboard;
using CsMl.Functions.Http;
using CsMl.Tests.Http;
using Microsoft.Playwright;

namespace CsMl.Tests.Dashboard.Chromium;

/// <summary>Each button of the first page does what it says, for the account that it stands at.</summary>
[Trait("Speed", "Slow")]
[Collection(ChromiumCollection.Name)]
public sealed class ButtonTests(ChromiumBrowser chromium)
{
    [ChromiumFact]
    public async Task An_account_is_worked_off_by_mouse_from_the_CTA_to_its_end()
    {
        await using var app = await StartAsync();
        await chromium.VisitAsync(
            app,
            PagePath.Home,
            async page =>
            {
                await page.GetByRole(AriaRole.Button, new() { Name = "Create CTA" }).ClickAsync();
                await ExpectAsync(page, "The CTA was created.");
                // It is due in five days; four days later somebody has to begin.
                app.Clock.Advance(TimeSpan.FromDays(4));
                await page.GotoAsync(PagePath.Home);

                await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
                await ExpectAsync(page, "The CTA was started.");

                await page.Locator(".account summary").ClickAsync();
                await page.Locator("form[data-do=assign] input[name=owner]").FillAsync("lee");
                await page.GetByRole(AriaRole.Button, new() { Name = "Assign" }).ClickAsync();
                await ExpectAsync(page, "The CTA was assigned.");
                await Assertions.Expect(page.Locator(".when")).ToContainTextAsync("owner lee");

                await page.Locator(".account summary").ClickAsync();
                await page.GetByLabel("Snooze for").SelectOptionAsync("1");
                await page.GetByRole(AriaRole.Button, new() { Name = "Snooze" }).ClickAsync();
                await ExpectAsync(page, "The CTA was snoozed.");
                await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("0 accounts need you today");
                await Assertions.Expect(page.Locator(".calm h2")).ToHaveTextAsync("Done for today");
                await Assertions.Expect(page.Locator("section[aria-labelledby=waiting]")).ToContainTextAsync("Acme");

                app.Clock.Advance(TimeSpan.FromDays(2));
                await page.GotoAsync(PagePath.Home);
                await page.Locator(".account summary").ClickAsync();
                await page.GetByLabel("How it went").SelectOptionAsync("POSITIVE");
                await page.GetByRole(AriaRole.Button, new() { Name = "Complete" }).ClickAsync();
                await ExpectAsync(page, "The CTA was completed.");
                await Assertions.Expect(page.Locator(".calm")).ToContainTextAsync("1 was dealt with lately");
            }
        );
    }

    [ChromiumFact]
    public async Task The_same_by_keyboard_alone()
    {
        await using var app = await StartAsync();
        await chromium.VisitAsync(
            app,
            PagePath.Home,
            async page =>
            {
                await PressAsync(page, "j", "c", "Enter");
                await ExpectAsync(page, "The CTA was created.");
                app.Clock.Advance(TimeSpan.FromDays(4));
                await page.GotoAsync(PagePath.Home);

                await PressAsync(page, "j", "a", "Control+A", "l", "e", "e", "Enter");
                await ExpectAsync(page, "The CTA was assigned.");

                await PressAsync(page, "j", "e", "Tab", "Enter");
                await ExpectAsync(page, "The CTA was completed.");
            }
        );
    }

    [ChromiumFact]
    public async Task Who_may_only_read_sees_no_button_that_changes_anything()
    {
        await using var app = await StartAsync([.. SomeKeys.Settings]);
        await chromium.VisitAsync(
            app,
            PagePath.SignIn,
            async page =>
            {
                await page.GetByLabel("Access key").FillAsync(SomeKeys.KeyOf(AccessRole.Reader));
                await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

                await Assertions.Expect(page.Locator("[data-row]")).ToHaveCountAsync(1);
                await Assertions.Expect(page.Locator("main form[method=post]")).ToHaveCountAsync(0);
            }
        );
    }

    /// <summary>One account at high risk, of kim, without a CTA.</summary>
    private static async Task<RunningApp> StartAsync(params (string Key, string Value)[] settings)
    {
        var app = await RunningApp.StartAsync(settings);
        await app.PutAsync(CtaCalls.AtRisk with { Name = "Acme Ltd", OwnerId = "kim", Ctas = [] });
        var headers = settings.Length == 0 ? [] : new[] { SomeKeys.Bearer(AccessRole.Agent) };
        (await app.PostAsync(RunningApp.Account("123", "predict"), """{"predictionType":"CHURN"}""", headers)).Is(200);
        return app;
    }

    private static Task ExpectAsync(IPage page, string notice) =>
        Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync(notice);

    private static async Task PressAsync(IPage page, params string[] keys)
    {
        foreach (var key in keys)
        {
            await page.Keyboard.PressAsync(key);
        }
    }
}
