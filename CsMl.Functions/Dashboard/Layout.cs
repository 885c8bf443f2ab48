using CsMl.Core.Json;
using CsMl.Functions.Http;

namespace CsMl.Functions.Dashboard;

/// <summary>What all pages have in common.</summary>
internal static class Layout
{
    /// <param name="visit">Null for a page that says nothing of any tenant.</param>
    public static HtmlPage Page(PageVisit? visit, PageContent content)
    {
        var heading = content.Heading.IsNothing ? Html.Of($"<h1>{content.Title}</h1>") : content.Heading;
        return new HtmlPage(
            Html.Of(
                $"""
                <!DOCTYPE html>
                <html lang="en">
                {Head(content.Title)}
                <body>
                <a class="skip" href="#main">{Texts.Layout.Skip}</a>
                {(visit is null ? Html.Nothing : Header(visit))}
                <main id="main" tabindex="-1">
                {heading}
                {Message(visit?.Notice)}
                {content.Main}
                </main>
                {(visit is null ? Html.Nothing : KeyboardHelp.Dialog)}
                </body>
                </html>

                """
            ),
            content.Status
        );
    }

    /// <param name="visit">Null for somebody who may not see any page.</param>
    public static HtmlPage Problem(PageVisit? visit, ApiProblem problem) =>
        Page(
            visit,
            new PageContent(
                Texts.Problems.Title,
                Html.Of(
                    $"""
                    <p class="notice problem" role="alert">{problem.Detail}</p>
                    <p><a href="{PagePath.Home}">{Texts.Layout.ToStart}</a></p>
                    """
                )
            )
            {
                Status = problem.Status,
            }
        );

    /// <summary>A page that makes the browser ask for the same address again.</summary>
    public static Html Again(string path) =>
        Html.Of(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8" /><title>{Texts.Layout.Product}</title><meta http-equiv="refresh" content="0; url={path}" /></head>
            <body><p><a href="{path}">{Texts.Layout.Product}</a></p></body>
            </html>

            """
        );

    private static Html Head(string title) =>
        Html.Of(
            $"""
            <head>
            <meta charset="utf-8" />
            <title>{title} · {Texts.Layout.Product}</title>
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" />
            <link rel="icon" href="data:," />
            <link rel="stylesheet" href="{Assets.PathOf("dashboard.css")}" />
            <script type="module" src="{Assets.PathOf("dashboard.js")}"></script>
            <script type="module" src="{Assets.PathOf("keyboard.js")}"></script>
            </head>
            """
        );

    private static Html Header(PageVisit visit) =>
        Html.Of(
            $"""
            <header class="bar">
            <span class="brand" aria-hidden="true">{Texts.Layout.Product}</span>
            <nav aria-label="{Texts.Layout.Pages}">
            {Link(visit, PagePath.Home, Texts.Layout.Today)}
            {Link(visit, PagePath.Portfolio, Texts.Layout.Portfolio)}
            </nav>
            <form class="search" role="search" method="get" action="{PagePath.Find}">
            <label for="search" class="unseen">{Texts.Layout.Search}</label>
            <input placeholder="{Texts.Layout.Search}" id="search" name="{FindAccountPage.Query}" type="search" required="" maxlength="{FindAccountPage.MostLetters}" autocomplete="off" />
            <button>{Texts.Layout.Open}</button>
            </form>
            {KeyboardHelp.Button}
            {(visit.CanSignOut ? SignOut(visit) : Html.Nothing)}
            </header>
            """
        );

    private static Html Link(PageVisit visit, string path, string text) =>
        visit.Request.Path == path
            ? Html.Of($"""<a href="{path}" aria-current="page">{text}</a>""")
            : Html.Of($"""<a href="{path}">{text}</a>""");

    private static Html SignOut(PageVisit visit) =>
        Html.Of(
            $"""
            <form class="signed-in" method="post" action="{PagePath.SignOut}">
            <input type="hidden" name="{PageForm.Token}" value="{visit.FormToken}" />
            <span>{visit.UserId ?? visit.Caller.Name} ({EnumNames.Of(visit.Caller.Role!.Value)})</span>
            <button>{Texts.SignIn.Out}</button>
            </form>
            """
        );

    private static Html Message(Notice? notice) =>
        notice switch
        {
            null => Html.Nothing,
            { IsProblem: true } => Html.Of($"""<p class="notice problem" role="alert">{notice.Text}</p>"""),
            _ => Html.Of($"""<p class="notice" role="status">{notice.Text}</p>"""),
        };
}
