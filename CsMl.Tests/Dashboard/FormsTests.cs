using CsMl.Functions.Dashboard;
using CsMl.Functions.Http;
using CsMl.Tests.Http;

namespace CsMl.Tests.Dashboard;

/// <summary>Forms change something only for those who may, and only from a page of this app.</summary>
public sealed class FormsTests
{
    private static readonly string Page = PagePath.Account("123");

    [Fact]
    public async Task A_reader_sees_no_button_and_the_server_refuses_what_a_reader_sends()
    {
        await using var app = await AppAsync([.. SomeKeys.Settings]);
        var agent = await Browser.SignedInAsync(app);
        var reader = await Browser.SignedInAsync(app, AccessRole.Reader);
        var form = Browser.FormOf(await agent.GetAsync(Page), Page, PageActions.Predict);
        var page = Browser.Parse((await reader.GetAsync(Page)).Is(200));
        Assert.DoesNotContain(page.Descendants("form"), f => f.Attribute("data-do") is not null);
        Assert.DoesNotContain(
            Browser.Parse(await reader.GetAsync(PagePath.Portfolio)).Descendants("form"),
            f => f.Attribute("data-do") is not null
        );
        var before = app.Dump();

        form[PageForm.Token] = Browser.FormOf(await reader.GetAsync(Page), PagePath.SignOut)[PageForm.Token];
        foreach (var action in (string[])["create", "predict", "outcome", "snooze", "start", "assign", "run"])
        {
            form[Forms.Action] = action;
            var refused = (await reader.PostAsync(Page, form)).Is(403);
            Assert.Contains("needs the role agent", refused.Body, StringComparison.Ordinal);
        }

        Assert.Equal(before, app.Dump());
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData(null)]
    public async Task A_form_without_the_token_of_this_browser_changes_nothing(string? token)
    {
        await using var app = await AppAsync();
        var browser = new Browser(app);
        var form = Browser.FormOf(await browser.GetAsync(Page), Page, PageActions.Predict);
        var others = Browser.FormOf(await new Browser(app).GetAsync(Page), Page, PageActions.Predict);
        var before = app.Dump();

        form[PageForm.Token] = token ?? others[PageForm.Token];
        PagesTests.AssertPage((await browser.PostAsync(Page, form)).Is(403));
        form.Remove(PageForm.Token);
        (await browser.PostAsync(Page, form)).Is(403);

        Assert.Equal(before, app.Dump());
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task A_form_of_another_site_changes_nothing(string site)
    {
        await using var app = await AppAsync();
        var browser = new Browser(app);
        var form = Browser.FormOf(await browser.GetAsync(Page), Page, PageActions.Predict);
        var before = app.Dump();

        var other = new Browser(app) { FetchSite = site, Cookie = browser.Cookie };
        (await other.PostAsync(Page, form)).Is(403);

        Assert.Equal(before, app.Dump());
        (await browser.PostAsync(Page, form)).Is(303);
    }

    [Theory]
    [InlineData(PageActions.Start)]
    [InlineData(PageActions.Snooze)]
    public async Task A_button_that_is_pressed_twice_succeeds_both_times(string action)
    {
        await using var app = await AppAsync();
        await CtaCalls.MakeAsync(app, CtaCalls.AtRisk);
        app.Clock.Advance(TimeSpan.FromDays(5));
        var browser = new Browser(app);
        var form = Browser.FormOf(await browser.GetAsync(PagePath.Home), PagePath.Home, action);

        (await browser.PostAsync(PagePath.Home, form)).Is(303);
        (await browser.PostAsync(PagePath.Home, form)).Is(303);
    }

    [Fact]
    public async Task A_departure_that_is_heard_of_late_is_recorded_on_its_day()
    {
        await using var app = await AppAsync();
        var browser = new Browser(app);
        var form = Browser.FormOf(await browser.GetAsync(Page), Page, PageActions.Outcome);
        Assert.Equal("", form.GetValueOrDefault(PageActions.Outcome, ""));
        form[PageActions.Outcome] = "CHURNED";
        form[PageActions.OccurredOn] = "2026-02-20";

        (await browser.PostAsync(Page, form)).Is(303);

        var row = Assert.Single(app.Dump(), IsDeparture);
        Assert.Contains("2026-02-20", row, StringComparison.Ordinal);

        static bool IsDeparture(string row) =>
            row.Contains(" o~123~", StringComparison.Ordinal) && row.Contains("CHURNED", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_of_a_page_that_was_left_open_undoes_nothing_that_was_done_since()
    {
        await using var app = await AppAsync();
        var cta = await CtaCalls.MakeAsync(app, CtaCalls.AtRisk);
        app.Clock.Advance(TimeSpan.FromDays(5));
        var browser = new Browser(app);
        var form = Browser.FormOf(await browser.GetAsync(PagePath.Home), PagePath.Home, PageActions.Snooze);
        var done = """{"status":"COMPLETED","outcome":"POSITIVE"}""";
        (await app.SendAsync(HttpMethod.Patch, CtaCalls.CtasOf("/" + cta), done)).Is(200);

        PagesTests.AssertPage((await browser.PostAsync(PagePath.Home, form)).Is(412));

        Assert.Equal("COMPLETED", (await app.GetAsync(CtaCalls.CtasOf("/" + cta))).Text("data.status"));
    }

    [Fact]
    public async Task A_cookie_alone_opens_no_route_of_the_API()
    {
        await using var app = await AppAsync([.. SomeKeys.Settings]);
        var browser = await Browser.SignedInAsync(app, AccessRole.Admin);

        (await app.GetAsync(RunningApp.Portfolio("status"), ("Cookie", browser.Cookie!))).IsProblem(
            401,
            "ACCESS_KEY_UNKNOWN"
        );
    }

    [Theory]
    [InlineData("text/plain", "do=predict", 415)]
    [InlineData("application/json", "{}", 415)]
    [InlineData("multipart/form-data; boundary=x", "--x--", 415)]
    [InlineData("application/x-www-form-urlencoded", "", 403)]
    [InlineData("application/x-www-form-urlencoded", "%%%&=&==&\0=\u00ff", 403)]
    [InlineData("application/x-www-form-urlencoded; charset=nonsense", "do=predict", 415)]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "do=predict", 415)]
    public async Task A_body_that_is_no_form_is_refused(string type, string body, int status)
    {
        await using var app = await AppAsync();
        var browser = new Browser(app);
        await browser.GetAsync(Page);

        foreach (var path in (string[])[Page, PagePath.Home, PagePath.Portfolio])
        {
            var answer = await app.PostAsync(path, body, ("Content-Type", type), ("Cookie", browser.Cookie!));
            PagesTests.AssertPage(answer.Is(status));
        }
    }

    [Fact]
    public async Task A_form_has_a_bound()
    {
        await using var app = await AppAsync();
        var browser = new Browser(app);
        var form = Browser.FormOf(await browser.GetAsync(Page), Page, PageActions.Predict);

        form["reason"] = new string('x', 70_000);
        (await browser.PostAsync(Page, form)).Is(413);
        form["reason"] = new string('x', 9_000);
        (await browser.PostAsync(Page, form)).Is(400);
        form.Remove("reason");
        (
            await browser.PostAsync(
                Page,
                [.. form, .. Enumerable.Range(0, 100).Select(i => KeyValuePair.Create($"f{i}", ""))]
            )
        ).Is(400);
    }

    /// <summary>Seeded, so that a failure can be repeated.</summary>
    [Fact]
    public async Task Whatever_is_filled_in_there_is_an_answer_and_never_a_failure_of_the_app()
    {
        await using var app = await AppAsync();
        var browser = new Browser(app);
        var form = Browser.FormOf(await browser.GetAsync(Page), Page, PageActions.Predict);
        var random = new Random(20261129);
        string[] actions = ["create", "start", "snooze", "complete", "cancel", "assign", "outcome", "run", "", "x"];
        string[] fields = ["account", "cta", "version", "days", "owner", "reason", "outcome", "until", "once"];
        string[] values =
        [
            "",
            "123",
            "portfolio",
            "../../x",
            "~",
            "\0",
            "\ud83d",
            "-1",
            "99999999999999999999",
            "2026-13-45",
            new string('a', 600),
            "<script>",
            "a\r\nb: c",
            "\u202e",
        ];
        for (var i = 0; i < 300; i++)
        {
            form[Forms.Action] = actions[random.Next(actions.Length)];
            form[fields[random.Next(fields.Length)]] = values[random.Next(values.Length)];
            var answer = await browser.PostAsync(Page, form);
            Assert.True(answer.Status < 500, $"{string.Join('&', form)}: {answer.Status} {answer.Body}");
            if (answer.Status != 303)
            {
                PagesTests.AssertPage(answer);
            }
        }

        Assert.Empty(app.Log.Errors);
    }

    private static async Task<RunningApp> AppAsync(params (string Key, string Value)[] settings)
    {
        var app = await RunningApp.StartAsync(settings);
        await app.PutAsync(CtaCalls.AtRisk);
        return app;
    }
}
