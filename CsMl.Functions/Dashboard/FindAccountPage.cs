using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Settings;
using CsMl.Core.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Dashboard;

/// <summary>
/// Leads from the form in the header to an account: by its id, or by words of its name. Without either, all accounts at
/// high risk.
/// </summary>
public sealed class FindAccountPage(
    PageInvoker invoker,
    AccountIndex index,
    FindAccountsByName byName,
    ListHighRisk atRisk,
    PredictionReader predictions,
    TenantSettings settings,
    TimeProvider time
)
{
    /// <summary>The field of the form.</summary>
    internal const string Query = "q";

    internal const int MostLetters = 128;

    [Function("FindAccountPage")]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = PagePath.Route + "/accounts")]
            HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            async visit =>
            {
                var asked = request.Query[Query].ToString().Trim();
                if (asked.Length is 0 or > MostLetters)
                {
                    var scale = (await settings.OfAsync(visit.Tenant, cancellation)).Risk;
                    return Layout.Page(visit, await RiskList.WriteAsync(visit, atRisk, scale, cancellation));
                }

                if (
                    AccountId.IsValid(asked)
                    && await index.FindIdAsync(new AccountKey(visit.Tenant, asked), cancellation) is { } id
                )
                {
                    return new SeeOther(PagePath.Account(id));
                }

                var (found, mayHaveMore) = await byName.RunAsync(visit.Tenant, asked, cancellation);
                return found is [var one] && !mayHaveMore
                    ? new SeeOther(PagePath.Account(one.Id))
                    : Layout.Page(visit, await WriteAsync(visit.Tenant, asked, found, mayHaveMore, cancellation));
            },
            cancellation
        );

    private async Task<PageContent> WriteAsync(
        string tenant,
        string asked,
        IReadOnlyList<NamedAccount> found,
        bool mayHaveMore,
        CancellationToken cancellation
    )
    {
        var scale = (await settings.OfAsync(tenant, cancellation)).Risk;
        var rows = await Task.WhenAll(found.Select(account => RowAsync(tenant, account, scale, cancellation)));
        return new PageContent(
            Texts.Search.Title,
            Html.Of(
                $"""
                <p>{(rows.Length == 0 ? Texts.Search.Nothing(asked) : Texts.Search.Found(asked))}</p>
                {(rows.Length == 0 ? Html.Nothing : Table(rows))}
                {(mayHaveMore ? Html.Of($"<p class=\"hint\">{Texts.Search.More}</p>") : Html.Nothing)}
                """
            )
        );
    }

    private async Task<Html> RowAsync(
        string tenant,
        NamedAccount account,
        RiskScale scale,
        CancellationToken cancellation
    )
    {
        var latest = await predictions.FindLatestAsync(
            new AccountKey(tenant, account.Id),
            PredictionType.Churn,
            cancellation
        );
        var chance =
            latest?.IsValidAt(time.GetUtcNow()) == true
                ? Show.Probability(latest.Head.Probability, scale)
                : Html.Text(Texts.Search.NotScored);
        return Html.Of(
            $"""
            <tr><th scope="row"><a href="{PagePath.Account(
                account.Id
            )}">{account.Name}</a></th><td>{account.Id}</td><td class="number">{chance}</td></tr>
            """
        );
    }

    private static Html Table(IReadOnlyList<Html> rows) =>
        Html.Of(
            $"""
            <table>
            <thead><tr><th scope="col">{Texts.Search.Account}</th><th scope="col">{Texts.Search.Id}</th><th scope="col" class="number">{Texts.Search.Churn}</th></tr></thead>
            <tbody>{rows}</tbody>
            </table>
            """
        );
}
