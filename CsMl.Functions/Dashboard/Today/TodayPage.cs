using CsMl.Core.Morning;
using CsMl.Core.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Dashboard.Today;

/// <summary>The first page: whom to call today.</summary>
public sealed class TodayPage(PageInvoker invoker, PageActions actions, RecentMorning morning, TenantSettings settings)
{
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
            (visit, form) => actions.RunAsync(visit, form, TodayQuery.Of(request).Path, cancellation),
            visit => WriteAsync(visit, cancellation),
            cancellation
        );

    private async Task<PageContent> WriteAsync(PageVisit visit, CancellationToken cancellation)
    {
        var query = TodayQuery.Of(visit.Request);
        var view = await morning.RunAsync(
            visit.Tenant,
            new MorningQuery(query.OwnerId, query.Rows),
            isAfterChange: visit.Notice is not null,
            cancellation
        );
        return new WriteToday(visit, query, view, await settings.OfAsync(visit.Tenant, cancellation)).Page();
    }
}
