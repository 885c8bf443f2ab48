using System.Text;
using CsMl.Core.Storage;
using CsMl.Functions.Dashboard;
using CsMl.Functions.Http;
using CsMl.Tests.Http;

namespace CsMl.Tests.Dashboard;

/// <summary>Who sees the pages, and who may press their buttons.</summary>
public sealed class SignInTests
{
    private static readonly string Account = PagePath.Account("123");

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
        (await browser.PostAsync(PagePath.SignOut, Browser.FormOf(page, PagePath.SignOut))).Is(303);
        Assert.Null(browser.Session);
        (await browser.GetAsync(PagePath.Home)).Is(303);
        browser.Cookie = signedIn;
        (await browser.GetAsync(PagePath.Home)).Is(303);
    }

    [Fact]
    public async Task Signing_in_leads_back_to_the_page_that_was_asked_for_and_to_no_other_site()
    {
        await using var app = await RunningApp.StartAsync([.. SomeKeys.Settings]);
        var browser = new Browser(app);
        var asked = (await browser.GetAsync(Account)).Is(303).Headers["Location"];

        var page = (await browser.GetAsync(asked)).Is(200);
        PagesTests.AssertPage(page);
        var form = Browser.FormOf(page, PagePath.SignIn);
        form["key"] = SomeKeys.KeyOf(AccessRole.Reader);
        Assert.Equal(Account, (await browser.PostAsync(PagePath.SignIn, form)).Is(303).Headers["Location"]);

        foreach (var elsewhere in (string[])["https://evil.example", "//evil.example", "/api/dashboard/\\evil", "/x"])
        {
            var other = new Browser(app);
            var prepared = Browser.FormOf(await other.GetAsync(PagePath.SignIn), PagePath.SignIn);
            (prepared["key"], prepared["return"]) = (SomeKeys.KeyOf(AccessRole.Reader), elsewhere);
            var answer = (await other.PostAsync(PagePath.SignIn, prepared)).Is(303);
            Assert.Equal(PagePath.Home, answer.Headers["Location"]);
        }
    }

    [Fact]
    public async Task A_wrong_key_is_refused_and_after_ten_others_must_wait_a_minute()
    {
        await using var app = await RunningApp.StartAsync([.. SomeKeys.Settings]);
        for (var i = 0; i < 10; i++)
        {
            var refused = (await new Browser(app).SignInAsync($"csml_wrong-{i}")).Is(401);
            PagesTests.AssertPage(refused);
            Assert.DoesNotContain("csml_wrong", refused.Body, StringComparison.Ordinal);
        }

        var late = (await new Browser(app).SignInAsync("csml_wrong-10")).Is(429);
        Assert.Equal("60", late.Headers["Retry-After"]);
        // Whoever shares the address is not kept out.
        (await new Browser(app).SignInAsync(SomeKeys.KeyOf(AccessRole.Admin))).Is(303);

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await new Browser(app).SignInAsync("csml_wrong-11")).Is(401);
        Assert.DoesNotContain(app.Log.Entries, e => e.Message.Contains("csml_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours_and_with_its_key()
    {
        await using var app = await RunningApp.StartAsync([.. SomeKeys.Settings]);
        var browser = await Browser.SignedInAsync(app);
        app.Clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        (await browser.GetAsync(PagePath.Home)).Is(200);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        (await browser.GetAsync(PagePath.Home)).Is(303);

        var removed = new byte[32];
        await app.Service<PageSessions>()
            .BeginAsync(removed, SomeKeys.HashOf("a key that was removed"), null, CancellationToken.None);
        browser.Cookie = $"csml={new string('A', 43)}";
        (await browser.GetAsync(PagePath.Home)).Is(303);
        // The session before it was over, and is deleted.
        Assert.Single(app.Dump(), row => row.Contains("pages~sessions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_store_holds_no_secret_of_a_session()
    {
        await using var app = await RunningApp.StartAsync([.. SomeKeys.Settings]);

        var browser = await Browser.SignedInAsync(app);

        var secret = browser.Session!;
        Assert.Equal(43, secret.Length);
        Assert.DoesNotContain(app.Dump(), row => row.Contains(secret, StringComparison.Ordinal));
        Assert.DoesNotContain(
            app.Dump(),
            row => row.Contains(SomeKeys.KeyOf(AccessRole.Agent), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_cookie_that_was_there_before_signing_in_is_no_session()
    {
        await using var app = await RunningApp.StartAsync([.. SomeKeys.Settings]);
        var browser = new Browser(app);
        await browser.GetAsync(PagePath.SignIn);
        var known = browser.Cookie!.Split('=')[1];
        browser.Cookie += $"; csml={known}";
        (await browser.SignInAsync(SomeKeys.KeyOf(AccessRole.Admin))).Is(303);

        Assert.NotEqual(known, browser.Session);
        browser.Cookie = $"csml={known}";
        (await browser.GetAsync(PagePath.Home)).Is(303);
    }

    [Theory]
    [InlineData("127.0.0.1", "", "", false)]
    [InlineData("localhost:7071", "", "", false)]
    [InlineData("localhost:7071", "", "localhost:7071", false)]
    [InlineData("csml.example", "", "", true)]
    [InlineData("localhost.example", "", "", true)]
    [InlineData("localhost", "X-Forwarded-Proto: https", "", true)]
    [InlineData("localhost", "X-Forwarded-For: 192.0.2.7", "", true)]
    [InlineData("127.0.0.1:7071", "Forwarded: for=192.0.2.7;proto=https", "", true)]
    [InlineData("localhost", "", "csml.azurewebsites.net", true)]
    public async Task A_cookie_is_out_of_reach_of_scripts_other_sites_and_plain_HTTP(
        string host,
        string proxy,
        string configured,
        bool isSecure
    )
    {
        await using var app = await RunningApp.StartAsync([
            ("Host:FunctionKey", "k"),
            ("WEBSITE_HOSTNAME", configured),
            .. SomeKeys.Settings,
        ]);

        var answer = proxy.Split(": ") is [var header, var value]
            ? (await app.GetAsync(PagePath.SignIn, ("Host", host), (header, value))).Is(200)
            : (await app.GetAsync(PagePath.SignIn, ("Host", host))).Is(200);

        var cookie = answer.Headers["Set-Cookie"];
        Assert.StartsWith(isSecure ? "__Host-csml-visit=" : "csml-visit=", cookie, StringComparison.Ordinal);
        string[] attributes = [.. cookie.Split("; ").Skip(1)];
        string[] expected = isSecure
            ? ["path=/", "secure", "samesite=strict", "httponly"]
            : ["path=/", "samesite=strict", "httponly"];
        Assert.Equal(expected, attributes);
    }

    [Fact]
    public async Task A_link_of_another_site_does_not_sign_out()
    {
        await using var app = await RunningApp.StartAsync([.. SomeKeys.Settings]);
        await app.PutAsync(CtaCalls.AtRisk);

        var answer = (await new Browser(app) { FetchSite = "cross-site" }.GetAsync(Account + "?a=1&b=2")).Is(200);

        Assert.False(answer.Headers.ContainsKey("Set-Cookie"));
        var refresh = Browser.Parse(answer).Descendants("meta").Last();
        Assert.Equal($"0; url={Account}?a=1&b=2", (string?)refresh.Attribute("content"));
    }

    /// <summary>The browser leaves its cookies out of what another site leads to; without this header, too.</summary>
    [Theory]
    [InlineData("cross-site")]
    [InlineData("")]
    public async Task No_page_that_is_opened_without_the_cookie_ends_the_session(string fetchSite)
    {
        await using var app = await RunningApp.StartAsync([.. SomeKeys.Settings]);
        var browser = await Browser.SignedInAsync(app);
        var stranger = new Browser(app) { FetchSite = fetchSite };

        foreach (var path in (string[])[PagePath.Home, PagePath.SignIn, PagePath.SignIn + "?return=/api/dashboard/x"])
        {
            var set = (await stranger.GetAsync(path)).Headers.GetValueOrDefault("Set-Cookie", "");
            Assert.DoesNotContain("csml=", set, StringComparison.Ordinal);
        }

        // What a browser then has: its session, and what the answers set.
        browser.Cookie = string.Join("; ", new[] { browser.Cookie, stranger.Cookie }.OfType<string>());
        (await browser.GetAsync(PagePath.Home)).Is(200);
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

    [Fact]
    public async Task Behind_a_function_key_alone_the_pages_are_closed_and_say_what_opens_them()
    {
        await using var app = await RunningApp.StartAsync(("Host:FunctionKey", "k"));

        foreach (var path in (string[])[PagePath.Home, Account, PagePath.Portfolio])
        {
            var page = (await app.GetAsync(path, ("x-functions-key", "k"))).Is(403);
            PagesTests.AssertPage(page);
            Assert.Contains("Access:Keys", page.Body, StringComparison.Ordinal);
        }
    }

    /// <summary>Where nothing in front replaces the header, anybody can write it.</summary>
    [Fact]
    public async Task Without_App_Service_authentication_a_principal_opens_no_page()
    {
        await using var app = await RunningApp.StartAsync(("Tenancy:Mode", "Claim"), ("Host:FunctionKey", "k"));
        await app.PutAsync(CtaCalls.AtRisk, "a");
        var admin = """{"claims":[{"typ":"tenant","val":"a"},{"typ":"roles","val":"admin"}]}""";

        var page = await app.GetAsync(
            Account,
            ("X-MS-CLIENT-PRINCIPAL", Convert.ToBase64String(Encoding.UTF8.GetBytes(admin)))
        );

        Assert.DoesNotContain(CtaCalls.AtRisk.Name, page.Is(403).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"claims":[{"typ":"tenant","val":"a"},{"typ":"roles","val":"reader"}]}""", 200, false)]
    [InlineData("""{"claims":[{"typ":"tenant","val":"a"},{"typ":"roles","val":"agent"}]}""", 200, true)]
    [InlineData("""{"claims":[{"typ":"tenant","val":"b"},{"typ":"roles","val":"agent"}]}""", 404, false)]
    [InlineData("""{"claims":[{"typ":"roles","val":"agent"}]}""", 401, false)]
    public async Task Where_App_Service_authentication_signs_in_its_principal_counts(
        string principal,
        int status,
        bool hasButtons
    )
    {
        await using var app = await RunningApp.StartAsync(
            ("Tenancy:Mode", "Claim"),
            (PageAccess.AuthenticationIsOn, "true")
        );
        await app.PutAsync(CtaCalls.AtRisk, "a");

        var page = await app.GetAsync(
            Account,
            ("X-MS-CLIENT-PRINCIPAL", Convert.ToBase64String(Encoding.UTF8.GetBytes(principal)))
        );

        PagesTests.AssertPage(page.Is(status));
        Assert.Equal(hasButtons, Browser.FormsOf(Browser.Parse(page), PageActions.Predict).Any());
    }

    [Fact]
    public async Task A_session_sees_its_own_tenant_and_no_other()
    {
        await using var app = await RunningApp.StartAsync([
            ("Tenancy:Mode", "Header"),
            .. SomeKeys.SettingsOf("of-a", AccessRole.Admin, "a"),
            .. SomeKeys.SettingsOf("of-b", AccessRole.Admin, "b"),
        ]);
        await app.PutAsync(CtaCalls.AtRisk, "a");
        var (a, b) = (
            await Browser.SignedInAsync(app, AccessRole.Admin, "a"),
            await Browser.SignedInAsync(app, AccessRole.Admin, "b")
        );

        (await a.GetAsync(Account)).Is(200);
        (await b.GetAsync(Account)).Is(404);
        Assert.NotEqual(200, (await app.GetAsync(Account, ("Cookie", b.Cookie!), ("X-Tenant-ID", "a"))).Status);
        var form = Browser.FormOf(await a.GetAsync(Account), Account, PageActions.Predict);
        form[PageForm.Token] = Browser.FormOf(await b.GetAsync(PagePath.Portfolio), PagePath.Portfolio, "run")["token"];
        (await b.PostAsync(Account, form)).Is(404);
    }
}
