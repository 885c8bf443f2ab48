using System.Xml.Linq;
using CsMl.Functions.Dashboard;
using CsMl.Functions.Http;
using CsMl.Tests.Http;

namespace CsMl.Tests.Dashboard;

/// <summary>Somebody with a browser without scripts: it keeps cookies, and fills in forms as they stand on pages.</summary>
internal sealed class Browser(RunningApp app)
{
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    /// <summary>Every cookie, as the header has them; null if there is none.</summary>
    public string? Cookie
    {
        get =>
            _cookies.Count == 0 ? null : string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));
        set
        {
            _cookies.Clear();
            foreach (var cookie in (value ?? "").Split("; ", StringSplitOptions.RemoveEmptyEntries))
            {
                Keep(cookie);
            }
        }
    }

    /// <summary>The secret of the session; null if nobody is signed in.</summary>
    public string? Session => _cookies.GetValueOrDefault("csml");

    /// <summary>The header that browsers send with every request.</summary>
    public string FetchSite { get; init; } = "same-origin";

    /// <summary>Signs in with the key of a role.</summary>
    public static async Task<Browser> SignedInAsync(
        RunningApp app,
        AccessRole role = AccessRole.Agent,
        string tenant = "",
        string user = ""
    )
    {
        var browser = new Browser(app);
        var answer = await browser.SignInAsync(SomeKeys.KeyOf(role, tenant), user);
        Assert.Equal((303, PagePath.Home), (answer.Status, answer.Headers["Location"]));
        return browser;
    }

    public async Task<HttpAnswer> SignInAsync(string key, string user = "")
    {
        var form = FormOf((await GetAsync(PagePath.SignIn)).Is(200), PagePath.SignIn);
        (form["key"], form["user"]) = (key, user);
        return await PostAsync(PagePath.SignIn, form);
    }

    public Task<HttpAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<HttpAnswer> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> form) =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(form));

    /// <summary>Sends the only form of a page that makes this change, and follows where it leads.</summary>
    public async Task<HttpAnswer> SubmitAsync(string page, string action, params (string Name, string Value)[] filledIn)
    {
        var form = FormOf((await GetAsync(page)).Is(200), page, action);
        foreach (var (name, value) in filledIn)
        {
            form[name] = value;
        }

        var answer = await PostAsync(page, form);
        return answer.Status == 303 ? await GetAsync(answer.Headers["Location"]) : answer;
    }

    /// <summary>The page as XML: what is not well-formed throws.</summary>
    public static XElement Parse(HttpAnswer page)
    {
        Assert.Equal("text/html; charset=utf-8", page.ContentType);
        const string Doctype = "<!DOCTYPE html>";
        Assert.StartsWith(Doctype, page.Body, StringComparison.Ordinal);
        return XElement.Parse(page.Body[Doctype.Length..], LoadOptions.PreserveWhitespace);
    }

    /// <summary>The forms of a page that make a change.</summary>
    public static IEnumerable<XElement> FormsOf(XElement page, string action) =>
        page.Descendants("form").Where(form => (string?)form.Attribute("data-do") == action);

    /// <summary>The fields of a form as a browser sends them if nobody fills in anything.</summary>
    public static Dictionary<string, string> FormOf(HttpAnswer page, string path, string? action = null)
    {
        var form = Parse(page)
            .Descendants("form")
            .Single(f =>
                (string?)f.Attribute("method") == "post"
                && (string?)f.Attribute("action") == path.Split('?')[0]
                && (string?)f.Attribute("data-do") == action
            );
        return FieldsOf(form);
    }

    public static Dictionary<string, string> FieldsOf(XElement form) =>
        form.Descendants()
            .Where(e => e.Name.LocalName is "input" or "select" or "textarea" && e.Attribute("name") is not null)
            .ToDictionary(e => (string)e.Attribute("name")!, ValueOf, StringComparer.Ordinal);

    private static string ValueOf(XElement field) =>
        field.Name.LocalName switch
        {
            "select" => (string)
                (
                    field.Elements("option").FirstOrDefault(o => o.Attribute("selected") is not null)
                    ?? field.Elements("option").First()
                ).Attribute("value")!,
            "textarea" => field.Value,
            _ => (string?)field.Attribute("value") ?? "",
        };

    private async Task<HttpAnswer> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("Sec-Fetch-Site", FetchSite);
        if (Cookie is not null)
        {
            request.Headers.Add("Cookie", Cookie);
        }

        var answer = await app.SendAsync(request);
        if (answer.Headers.TryGetValue("Set-Cookie", out var set))
        {
            Keep(set.Split(';')[0]);
        }

        return answer;
    }

    /// <summary>One with an empty value is to be forgotten.</summary>
    private void Keep(string cookie)
    {
        var (name, value) = (cookie.Split('=')[0], cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        _cookies.Remove(name);
        if (value.Length > 0)
        {
            _cookies.Add(name, value);
        }
    }
}
