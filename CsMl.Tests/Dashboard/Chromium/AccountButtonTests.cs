using CsMl.Functions.Dashboard;
using CsMl.Tests.Http;
using Microsoft.Playwright;

namespace CsMl.Tests.Dashboard.Chromium;

/// <summary>Each button of an account's page and of the portfolio's does what it says.</summary>
[Trait("Speed", "Slow")]
[Collection(ChromiumCollection.Name)]
public sealed class AccountButtonTests(ChromiumBrowser chromium)
{
    [ChromiumFact]
    public async Task An_account_is_scored_judged_worked_on_and_renewed_on_its_page()
    {
        await using var app = await StartAsync();
        await chromium.VisitAsync(
            app,
            PagePath.Account("123"),
            async page =>
            {
                await SubmitAsync(page, PageActions.Predict, Texts.Done.Predicted);
                await SubmitAsync(page, PageActions.Create, Texts.Done.Created);
                await SubmitAsync(page, PageActions.Start, Texts.Done.Started);
                await SubmitAsync(page, PageActions.Assign, Texts.Done.Assigned, (PageActions.Owner, "lee"));
                await SubmitAsync(page, PageActions.Snooze, Texts.Done.Snoozed);
                await SubmitAsync(page, PageActions.Cancel, Texts.Done.Cancelled, (PageActions.Reason, "No need"));
                await SubmitAsync(
                    page,
                    PageActions.Disagree,
                    Texts.Done.Disagreed,
                    (PageActions.Percent, "20"),
                    (PageActions.By, "kim")
                );
                await page.Locator($"form[data-do={PageActions.Outcome}] select").SelectOptionAsync("RENEWED");
                await SubmitAsync(page, PageActions.Outcome, Texts.Done.Recorded);
            }
        );
    }

    [ChromiumFact]
    public async Task X_on_an_account_leads_to_the_form_to_disagree()
    {
        await using var app = await StartAsync();
        await chromium.VisitAsync(
            app,
            PagePath.Account("123"),
            async page =>
            {
                await page.Keyboard.PressAsync("x");

                Assert.Equal(PageActions.Percent, await page.EvaluateAsync<string>("document.activeElement.name"));
            }
        );
    }

    [ChromiumFact]
    public async Task The_portfolio_is_scored_now()
    {
        await using var app = await StartAsync();
        await chromium.VisitAsync(
            app,
            PagePath.Portfolio,
            page => SubmitAsync(page, PageActions.Run, Texts.Done.Running)
        );
    }

    private static async Task<RunningApp> StartAsync()
    {
        var app = await RunningApp.StartAsync();
        await app.PutAsync(CtaCalls.AtRisk with { Ctas = [] });
        (await app.PredictAsync("123")).Is(200);
        return app;
    }

    /// <summary>Unfolds the form, fills it in, presses its button and waits for the message.</summary>
    private static async Task SubmitAsync(
        IPage page,
        string action,
        string notice,
        params (string Name, string Value)[] filledIn
    )
    {
        var form = page.Locator($"form[data-do={action}]").First;
        await form.EvaluateAsync(
            "form => { const folded = form.closest('details'); if (folded) { folded.open = true; } }"
        );
        foreach (var (name, value) in filledIn)
        {
            await form.Locator($"[name={name}]").FillAsync(value);
        }

        await form.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync(notice);
    }
}
