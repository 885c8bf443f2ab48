using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Dashboard;

/// <summary>
/// Does the work common to all pages: finds who asks, checks that a form comes from a page of this app, and turns every
/// failure into a page. No exception leaves it.
/// </summary>
public sealed class PageInvoker(PageAccess access, PageCookies cookies, CallFailures failures)
{
    /// <param name="page">The page's content for the visit.</param>
    /// <param name="cancellation">The invocation's token, which the host cancels when it stops.</param>
    internal Task<IResult> ShowAsync(
        HttpRequest request,
        Func<PageVisit, Task<PageContent>> page,
        CancellationToken cancellation
    ) =>
        GuardAsync(
            request,
            async visit =>
            {
                var done = Notice.Of(request.Query[Notice.Parameter]);
                return Layout.Page(visit with { Notice = done }, await page(visit with { Notice = done }));
            },
            cancellation
        );

    /// <summary>For a page that may lead to another one.</summary>
    internal Task<IResult> AnswerAsync(
        HttpRequest request,
        Func<PageVisit, Task<IResult>> answer,
        CancellationToken cancellation
    ) => GuardAsync(request, answer, cancellation);

    /// <param name="change">Makes the change that the form asks for.</param>
    /// <param name="page">What is shown again, with the reason and what was typed, if nothing was changed.</param>
    internal Task<IResult> SubmitAsync(
        HttpRequest request,
        Func<PageVisit, PageForm, Task<Submitted>> change,
        Func<PageVisit, Task<PageContent>> page,
        CancellationToken cancellation
    ) =>
        GuardAsync(
            request,
            async visit =>
            {
                var (form, problem) = await ReadFormAsync(request, visit.FormToken, cancellation);
                if (problem is not null)
                {
                    return Layout.Problem(visit, problem);
                }

                var submitted = await change(visit, form!);
                if (submitted.Problem is not { } refusal)
                {
                    return new SeeOther(submitted.Next);
                }

                var again = visit with { Notice = new Notice(refusal.Detail, IsProblem: true), Refused = form };
                var content = await page(again);
                return Layout.Page(again, content with { Status = Math.Max(content.Status, refusal.Status) });
            },
            cancellation
        );

    /// <summary>The form, if it was made by a page of this app for this browser.</summary>
    internal static async Task<(PageForm? Form, ApiProblem? Problem)> ReadFormAsync(
        HttpRequest request,
        string formToken,
        CancellationToken cancellation
    )
    {
        if (IsFromElsewhere(request))
        {
            return (null, new ApiProblem(ProblemCode.CrossSite, Texts.Problems.FromElsewhere));
        }

        var (form, problem) = await PageForm.ReadAsync(request, cancellation);
        return form is not null && !PageSecret.IsSameToken(form[PageForm.Token], formToken)
            ? (null, new ApiProblem(ProblemCode.CrossSite, Texts.Problems.OldForm))
            : (form, problem);
    }

    /// <summary>Browsers say by themselves whether a page of this very app sends a request.</summary>
    private static bool IsFromElsewhere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin");

    private async Task<IResult> GuardAsync(
        HttpRequest request,
        Func<PageVisit, Task<IResult>> answer,
        CancellationToken cancellation
    )
    {
        try
        {
            if (cookies.MayBeWithheld(request))
            {
                return new HtmlPage(Layout.Again(request.Path + request.QueryString));
            }

            var (visit, problem) = await access.FindAsync(request, AccessRole.Reader, cancellation);
            return visit is not null ? await answer(visit)
                : problem is not null ? Layout.Problem(null, problem)
                : new SeeOther(PagePath.SignInFrom(request));
        }
        catch (Exception e)
        {
            return Layout.Problem(null, failures.ProblemOf(request, e, cancellation));
        }
    }
}
