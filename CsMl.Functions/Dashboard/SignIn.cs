using CsMl.Core.Accounts;
using CsMl.Core.Storage;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Dashboard;

/// <summary>Signs somebody in to the pages with an access key, and out again.</summary>
public sealed class SignIn(
    PageAccess access,
    AccessKeys keys,
    PageSessions sessions,
    PageCookies cookies,
    SignInAttempts attempts,
    CallFailures failures
)
{
    private const string Key = "key";
    private const string User = "user";
    private const string Return = "return";

    [Function("GetSignIn")]
    public IResult Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = PagePath.Route + "/sign-in")]
            HttpRequest request
    ) =>
        !access.TakesKeys ? new SeeOther(PagePath.Home)
        : cookies.MayBeWithheld(request) ? new HtmlPage(Layout.Again(request.Path + request.QueryString))
        : Form(cookies.EnsureVisit(request), ReturnOf(request.Query[Return]));

    [Function("PostSignIn")]
    public async Task<IResult> SubmitAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = PagePath.Route + "/sign-in")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (!access.TakesKeys)
        {
            return new SeeOther(PagePath.Home);
        }

        try
        {
            return await SignInAsync(request, cancellation);
        }
        catch (Exception e)
        {
            return Layout.Problem(null, failures.ProblemOf(request, e, cancellation));
        }
    }

    [Function("PostSignOut")]
    public async Task<IResult> SignOutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = PagePath.Route + "/sign-out")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        try
        {
            if (cookies.ReadSession(request) is not { } session)
            {
                return new SeeOther(PagePath.Home);
            }

            var (_, problem) = await PageInvoker.ReadFormAsync(request, session.FormToken, cancellation);
            if (problem is not null)
            {
                return Layout.Problem(null, problem);
            }

            await sessions.EndAsync(session.Bytes, cancellation);
            cookies.EndSession(request);
            return new SeeOther(PagePath.Home);
        }
        catch (Exception e)
        {
            return Layout.Problem(null, failures.ProblemOf(request, e, cancellation));
        }
    }

    private async Task<IResult> SignInAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (cookies.ReadVisit(request) is not { } visit)
        {
            return Form(cookies.EnsureVisit(request), PagePath.Home, Texts.SignIn.NoCookie, 400);
        }

        var (form, problem) = await PageInvoker.ReadFormAsync(request, visit.FormToken, cancellation);
        if (problem is not null)
        {
            return Form(visit, PagePath.Home, problem.Detail, problem.Status);
        }

        var back = ReturnOf(form![Return]);
        if (keys.Find(form[Key].AsSpan()) is not { } key)
        {
            // A key that is known is always taken: many people may share an address with one who tries keys.
            if (attempts.SecondsToWait(request) is { } seconds)
            {
                request.HttpContext.Response.Headers.RetryAfter = $"{seconds}";
                return Form(visit, back, Texts.SignIn.TooMany, StatusCodes.Status429TooManyRequests);
            }

            attempts.CountFailure(request);
            return Form(visit, back, Texts.SignIn.UnknownKey, StatusCodes.Status401Unauthorized);
        }

        var user = form.Given(User);
        if (user is not null && !AccountId.IsValid(user))
        {
            return Form(visit, back, Texts.SignIn.BadUser, StatusCodes.Status400BadRequest);
        }

        var session = cookies.BeginSession(request);
        await sessions.BeginAsync(session.Bytes, Convert.ToHexStringLower(key.Hash), user, cancellation);
        return new SeeOther(back);
    }

    private static string ReturnOf(string? path) => PagePath.IsPage(path) ? path! : PagePath.Home;

    private static HtmlPage Form(
        PageSecret visit,
        string back,
        string? problem = null,
        int status = StatusCodes.Status200OK
    ) =>
        Layout.Page(
            null,
            new PageContent(
                Texts.SignIn.Title,
                Html.Of(
                    $"""
                    {(
                        problem is null
                            ? Html.Nothing
                            : Html.Of($"<p class=\"notice problem\" role=\"alert\">{problem}</p>")
                    )}
                    <form class="stacked" method="post" action="{PagePath.SignIn}">
                    <input type="hidden" name="{PageForm.Token}" value="{visit.FormToken}" />
                    <input type="hidden" name="{Return}" value="{back}" />
                    <p><label for="key">{Texts.SignIn.Key}</label>
                    <input id="key" name="{Key}" type="password" required="" maxlength="512" autocomplete="current-password" spellcheck="false" /></p>
                    <p><label for="user">{Texts.SignIn.User}</label>
                    <input id="user" name="{User}" maxlength="64" autocomplete="username" spellcheck="false" aria-describedby="user-hint" />
                    <span id="user-hint" class="hint">{Texts.SignIn.UserHint}</span></p>
                    <p><button class="primary">{Texts.SignIn.In}</button></p>
                    </form>
                    """
                )
            )
            {
                Status = status,
            }
        );
}
