using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Dashboard;

/// <summary>
/// The two cookies of the pages. One is a session, and is set and removed by nothing but the forms to sign in and out. The
/// other holds no right: forms prove by it that they come from a page of this app where nobody has signed in.
/// </summary>
public sealed class PageCookies(PublicAddress address)
{
    private const string Session = "csml";
    private const string Visit = "csml-visit";

    /// <summary>With this prefix a browser takes the cookie from this very host alone, over TLS, for all paths.</summary>
    private const string SecurePrefix = "__Host-";

    /// <summary>Null if the browser sent none.</summary>
    internal PageSecret? ReadSession(HttpRequest request) => Read(request, Session);

    /// <summary>In place of the one that there was, because somebody else may know that.</summary>
    internal PageSecret BeginSession(HttpRequest request) => Set(request, Session);

    internal void EndSession(HttpRequest request) =>
        request.HttpContext.Response.Cookies.Delete(NameOf(request, Session), OptionsFor(request));

    /// <summary>Null if the browser sent none.</summary>
    internal PageSecret? ReadVisit(HttpRequest request) => Read(request, Visit);

    /// <summary>The browser's, or a new one.</summary>
    internal PageSecret EnsureVisit(HttpRequest request) => ReadVisit(request) ?? Set(request, Visit);

    /// <summary>
    /// True if the browser may have cookies and left them out, because a link of another site leads here and they are
    /// SameSite=Strict. Asked for once more by this app, it sends them.
    /// </summary>
    internal bool MayBeWithheld(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers["Sec-Fetch-Site"] == "cross-site"
        && ReadSession(request) is null
        && ReadVisit(request) is null;

    private PageSecret? Read(HttpRequest request, string name) =>
        PageSecret.Read(request.Cookies[NameOf(request, name)]);

    private PageSecret Set(HttpRequest request, string name)
    {
        var secret = PageSecret.New();
        request.HttpContext.Response.Cookies.Append(NameOf(request, name), secret.Text, OptionsFor(request));
        return secret;
    }

    private string NameOf(HttpRequest request, string name) =>
        address.IsPlainLoopback(request) ? name : SecurePrefix + name;

    private CookieOptions OptionsFor(HttpRequest request) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = !address.IsPlainLoopback(request),
            Path = "/",
        };
}
