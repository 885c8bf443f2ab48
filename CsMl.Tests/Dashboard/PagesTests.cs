using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsMl.Core.Accounts;
using CsMl.Functions.Dashboard;
using CsMl.Tests.Http;

namespace CsMl.Tests.Dashboard;

/// <summary>What holds for every page.</summary>
public sealed partial class PagesTests(SampleApp sample) : IClassFixture<SampleApp>
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private readonly RunningApp _app = sample.App;

    public static TheoryData<string, int> Pages =>
        new()
        {
            { PagePath.Home, 200 },
            { PagePath.Portfolio, 200 },
            { PagePath.Account("123"), 200 },
            { PagePath.Account("123") + "?done=snoozed", 200 },
            { PagePath.Account("nobody"), 404 },
            { PagePath.Account("no body"), 404 },
            { PagePath.Account(new string('a', 65)), 404 },
        };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_well_formed_and_has_nothing_inline(string path, int status)
    {
        await _app.PredictAsync("123");

        var page = (await new Browser(_app).GetAsync(path)).Is(status);

        AssertPage(page);
        Assert.Equal(Policy, page.Headers["Content-Security-Policy"]);
        Assert.Equal("nosniff", page.Headers["X-Content-Type-Options"]);
        Assert.Equal("no-referrer", page.Headers["Referrer-Policy"]);
        Assert.Equal("no-store", page.Headers["Cache-Control"]);
    }

    [Fact]
    public async Task What_a_page_loads_is_kept_for_a_year_because_its_address_changes_with_its_content()
    {
        var page = Browser.Parse(await new Browser(_app).GetAsync(PagePath.Home));
        string[] files =
        [
            .. page.Descendants("script").Select(e => (string)e.Attribute("src")!),
            .. page.Descendants("link").Select(e => (string)e.Attribute("href")!).Where(href => href != "data:,"),
        ];

        Assert.True(files.Length >= 2);
        foreach (var file in files)
        {
            var answer = (await _app.GetAsync(file)).Is(200);
            Assert.Equal("public, max-age=31536000, immutable", answer.Headers["Cache-Control"]);
            Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
            Assert.NotEmpty(answer.Body);
            Assert.DoesNotContain("http://", answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("https://", answer.Body, StringComparison.Ordinal);
            (await _app.GetAsync(file.Replace(".css", "x.css", StringComparison.Ordinal) + "x")).Is(404);
        }

        (await _app.GetAsync($"{PagePath.Home}/assets/dashboard.css")).Is(404);
        (await _app.GetAsync($"{PagePath.Home}/assets/..%2Fdocs.html")).Is(404);
    }

    [Fact]
    public async Task Whatever_a_name_or_a_title_holds_is_text_on_every_page()
    {
        const string Markup = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'&amp;{{7*7}}";
        await using var app = await RunningApp.StartAsync();
        var hostile = CtaCalls.AtRisk with
        {
            Name = Markup + HostileName.Text,
            OwnerId = Markup,
            Currency = "<b>",
            HealthScore = 10,
            Contacts = [new Contact(Markup, HostileName.Text, Some.Now)],
            Tickets = [.. CtaCalls.AtRisk.Tickets.Select(ticket => ticket with { Subject = Markup })],
            Ctas =
            [
                new Cta
                {
                    Id = Markup,
                    AccountId = "123",
                    Title = Markup,
                    Reason = Markup,
                    OwnerId = Markup,
                },
            ],
        };
        await app.PutAsync(hostile);
        await app.PredictAsync("123");
        var browser = new Browser(app);
        (await browser.SubmitAsync(PagePath.Account("123"), PageActions.Create)).Is(200);

        foreach (var path in (string[])[PagePath.Home, PagePath.Account("123")])
        {
            var page = (await browser.GetAsync(path)).Is(200);
            AssertPage(page);
            HostileName.AssertHarmless(page.Body);
            Assert.DoesNotContain(Browser.Parse(page).Descendants("img"), _ => true);
        }

        var account = Browser.Parse(await browser.GetAsync(PagePath.Account("123")));
        Assert.Contains("<script>alert(1)</script>", account.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?done=%3Cscript%3E")]
    [InlineData("?done=created&done=started")]
    [InlineData("?%00=%FF&done")]
    [InlineData("?x=%3Cscript%3E&x=%22onload=1")]
    public async Task What_an_address_says_is_not_shown(string query)
    {
        var page = (await new Browser(_app).GetAsync(PagePath.Account("123") + query)).Is(200);

        AssertPage(page);
        Assert.DoesNotContain(Browser.Parse(page).Descendants("p"), p => (string?)p.Attribute("class") == "notice");
    }

    [Fact]
    public async Task An_account_is_opened_by_its_id()
    {
        var answer = await _app.GetAsync($"{PagePath.Find}?q=123");

        Assert.Equal((303, "/api/dashboard/accounts/123"), (answer.Status, answer.Headers["Location"]));
    }

    [Fact]
    public async Task Storage_that_does_not_answer_is_a_page_that_says_so()
    {
        await using var app = await RunningApp.StartAsync(new OutageTests.Outage().Over);

        var page = (await new Browser(app).GetAsync(PagePath.Home)).Is(503);

        AssertPage(page);
        Assert.Equal("5", page.Headers["Retry-After"]);
        Assert.Contains("storage is not available", page.Body, StringComparison.Ordinal);
    }

    /// <summary>Well-formed, and such that the policy lets all of it work.</summary>
    internal static void AssertPage(HttpAnswer answer)
    {
        var page = Browser.Parse(answer);
        Assert.Equal("en", (string?)page.Attribute("lang"));
        Assert.Single(page.Descendants("h1"));
        Assert.Single(page.Descendants("main"));
        Assert.Empty(page.Descendants("style"));
        Assert.DoesNotContain(
            page.DescendantsAndSelf().Attributes(),
            a => a.Name == "style" || a.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)
        );
        Assert.All(page.Descendants("script"), script => Assert.Empty(script.Value));
        var addresses = page.Descendants()
            .Attributes()
            .Where(a => a.Name.LocalName is "href" or "src" or "action")
            .Select(a => a.Value);
        Assert.All(addresses, address => Assert.Matches(OwnAddress(), address));
        var ids = page.Descendants().Attributes("id").Select(a => a.Value).ToList();
        Assert.Equal(ids.Distinct().Count(), ids.Count);
        Assert.All(
            page.Descendants().Where(e => e.Name.LocalName is "select" or "textarea" or "input"),
            field => Assert.True(IsLabelled(page, field), $"{field} has no label.")
        );
        Assert.All(
            page.Descendants().Attributes().Where(a => a.Name == "aria-labelledby" || a.Name == "aria-describedby"),
            a => Assert.Contains(a.Value, ids)
        );
    }

    private static bool IsLabelled(XElement page, XElement field) =>
        (string?)field.Attribute("type") == "hidden"
        || page.Descendants("label").Any(label => (string?)label.Attribute("for") == (string?)field.Attribute("id"));

    [GeneratedRegex("^(/api/dashboard([/?][!-~]*)?|#[a-z-]+|data:,)$")]
    private static partial Regex OwnAddress();
}
