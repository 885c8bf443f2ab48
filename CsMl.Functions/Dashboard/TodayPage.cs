using CsMl.Core.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Dashboard;

/// <summary>The first page: whom to call today.</summary>
public sealed class TodayPage(PageInvoker invoker, PageActions actions, ListHighRisk list)
{
    private const int MostRows = 7;

    [Function("GetDashboard")]
    public Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = PagePath.Route)] HttpRequest request,
        CancellationToken cancellation
    ) => invoker.ShowAsync(request, visit => WriteAsync(visit, cancellation), cancellation);

    [Function("PostDashboard")]
    public Task<IResult> SubmitAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = PagePath.Route)] HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.SubmitAsync(
            request,
            (visit, form) => actions.RunAsync(visit, form, PagePath.Home, cancellation),
            visit => WriteAsync(visit, cancellation),
            cancellation
        );

    private async Task<PageContent> WriteAsync(PageVisit visit, CancellationToken cancellation)
    {
        var top = await list.RunAsync(visit.Tenant, new HighRiskQuery(0, MostRows), cancellation);
        return new PageContent(Texts.Layout.Today, Html.Of($"<ul>{top.Accounts.Select(Row)}</ul>"));
    }

    private static Html Row(HighRiskAccount row) =>
        Html.Of(
            $"""
            <li><a href="{PagePath.Account(row.Account.Id)}">{row.Account.Name}</a> {Show.Percent(
                row.Prediction.Probability
            )}</li>
            """
        );
}
