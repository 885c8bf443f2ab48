using CsMl.Core.Accounts;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Dashboard.Accounts;

/// <summary>All about one account.</summary>
public sealed class AccountPage(
    PageInvoker invoker,
    PageActions actions,
    ReadAccountDetails read,
    ListOpinions opinions
)
{
    private const int MostOpinions = 10;
    private const string Route = PagePath.Route + "/accounts/{accountId}";

    [Function("GetAccountPage")]
    public Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) => invoker.ShowAsync(request, visit => WriteAsync(visit, accountId, cancellation), cancellation);

    [Function("PostAccountPage")]
    public Task<IResult> SubmitAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
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
        var found = AccountId.IsValid(accountId)
            ? await read.RunAsync(new AccountKey(visit.Tenant, accountId), cancellation)
            : null;
        if (found is null)
        {
            return Missing;
        }

        var account = new AccountKey(visit.Tenant, accountId);
        var said = await opinions.OfAccountAsync(account, after: null, MostOpinions, cancellation);
        return Write(visit, found, said?.Opinions ?? []);
    }

    private static PageContent Missing =>
        new(Texts.Account.Missing, Html.Of($"<p>{Texts.Account.MissingHint}</p>"))
        {
            Status = StatusCodes.Status404NotFound,
        };

    private static PageContent Write(PageVisit visit, AccountDetails account, IReadOnlyList<OpinionView> opinions)
    {
        var forms = new AccountForms(visit, account.Facts.AccountId);
        return new PageContent(
            account.Facts.Name,
            Html.Of(
                $"""
                {SummarySection.Of(account)}
                {CtaSection.Of(account, forms)}
                {ChangeSection.Of(account)}
                {DriverSection.Of(account)}
                {RecommendationSection.Of(account)}
                {HealthSection.Of(account)}
                {BasisSection.Of(account)}
                {OpinionSection.Of(account, opinions, forms, visit.UserId)}
                {HistorySection.Of(account)}
                {FactsSection.Of(account)}
                {OutcomeSection.Of(account, visit.MayDo(AccessRole.Agent) ? forms : null)}
                """
            )
        );
    }
}
