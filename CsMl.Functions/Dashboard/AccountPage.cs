using CsMl.Core.Accounts;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Dashboard;

/// <summary>All about one account.</summary>
public sealed class AccountPage(PageInvoker invoker, PageActions actions, FindAccount find)
{
    [Function("GetAccountPage")]
    public Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = PagePath.Route + "/accounts/{accountId}")]
            HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) => invoker.ShowAsync(request, visit => WriteAsync(visit, accountId, cancellation), cancellation);

    [Function("PostAccountPage")]
    public Task<IResult> SubmitAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = PagePath.Route + "/accounts/{accountId}")]
            HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) =>
        invoker.SubmitAsync(
            request,
            (visit, form) => actions.RunAsync(visit, form, PagePath.Account(accountId), cancellation),
            visit => WriteAsync(visit, accountId, cancellation),
            cancellation
        );

    private async Task<PageContent> WriteAsync(PageVisit visit, string accountId, CancellationToken cancellation)
    {
        if (
            !AccountId.IsValid(accountId)
            || await find.RunAsync(new AccountKey(visit.Tenant, accountId), cancellation) is not { } known
        )
        {
            return new PageContent("No such account", Html.Nothing) { Status = StatusCodes.Status404NotFound };
        }

        return new PageContent(
            known.Facts.Name,
            visit.MayDo(AccessRole.Agent)
                ? Forms.To(
                    visit,
                    PagePath.Account(accountId),
                    PageActions.Create,
                    Forms.Button("Create the CTA", isPrimary: true),
                    (PageActions.Account, accountId)
                )
                : Html.Nothing
        );
    }
}
