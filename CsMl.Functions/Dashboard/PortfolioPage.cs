using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Dashboard;

/// <summary>How the predictions of the whole portfolio turn out, and the runs that make them.</summary>
public sealed class PortfolioPage(PageInvoker invoker, PageActions actions)
{
    [Function("GetPortfolioPage")]
    public Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = PagePath.Route + "/portfolio")]
            HttpRequest request,
        CancellationToken cancellation
    ) => invoker.ShowAsync(request, WriteAsync, cancellation);

    [Function("PostPortfolioPage")]
    public Task<IResult> SubmitAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = PagePath.Route + "/portfolio")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.SubmitAsync(
            request,
            (visit, form) => actions.RunAsync(visit, form, PagePath.Portfolio, cancellation),
            WriteAsync,
            cancellation
        );

    private static Task<PageContent> WriteAsync(PageVisit visit) =>
        Task.FromResult(
            new PageContent(
                Texts.Layout.Portfolio,
                visit.MayDo(AccessRole.Agent)
                    ? Forms.To(visit, PagePath.Portfolio, PageActions.Run, Forms.Button("Score now"))
                    : Html.Nothing
            )
        );
}
