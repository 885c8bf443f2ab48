using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Functions.Http;

namespace CsMl.Functions.Dashboard;

/// <summary>All accounts at high risk, page by page, the likeliest departure first; those of one owner, if one is named.</summary>
internal static class RiskList
{
    /// <summary>The field that names an owner.</summary>
    public const string Owner = "ownerId";

    private const int Rows = 50;

    public static async Task<PageContent> WriteAsync(
        PageVisit visit,
        ListHighRisk list,
        RiskScale scale,
        CancellationToken cancellation
    )
    {
        var given = visit.Request.Query;
        var owner = given[Owner].ToString() is { Length: > 0 } id ? id : null;
        var here = $"page of {visit.Tenant} by {owner}";
        var after = Cursor.TryRead(given["cursor"].ToString(), here, out var place) ? place : null;
        var page = await list.RunAsync(
            visit.Tenant,
            new HighRiskQuery(scale.High, Rows, after) { Accounts = new AccountFilter(owner) },
            cancellation
        );
        return new PageContent(
            owner is null ? Texts.Search.AtRisk : Texts.Search.AtRiskOf(owner),
            Html.Of(
                $"""
                {(page.Accounts.Count == 0 ? Html.Of($"<p>{Texts.Today.NobodyAtRisk(owner)}</p>") : Table(page.Accounts, scale))}
                {(owner is null ? Html.Nothing : Html.Of($"""<p class="more"><a href="{PagePath.Find}">{Texts.Today.AllOwners}</a></p>"""))}
                {(
                    Cursor.NextLink(visit.Request, here, page.Next) is { } next
                        ? Html.Of($"""<p class="more"><a href="{next}">{Texts.Search.Next}</a></p>""")
                        : Html.Nothing
                )}
                """
            )
        );
    }

    private static Html Table(IReadOnlyList<HighRiskAccount> accounts, RiskScale scale) =>
        Html.Of(
            $"""
            <div class="wide" role="group" aria-label="{Texts.Search.AtRisk}" tabindex="0"><table>
            <thead><tr><th scope="col">{Texts.Search.Account}</th><th scope="col" class="number">{Texts.Search.Churn}</th><th scope="col" class="number">{Texts.Search.Revenue}</th><th scope="col">{Texts.Search.Renewal}</th><th scope="col">{Texts.Search.Owner}</th></tr></thead>
            <tbody>{accounts.Select(account => Row(account, scale)).ToList()}</tbody>
            </table></div>
            """
        );

    private static Html Row(HighRiskAccount row, RiskScale scale)
    {
        var account = row.Account;
        return Html.Of(
            $"""
            <tr><th scope="row"><a href="{PagePath.Account(account.Id)}">{account.Name}</a></th><td class="number">{Show.Probability(
                row.Prediction.Probability,
                scale
            )}</td><td class="number">{(
                row.RevenueAtRisk is { } amount ? Show.Money(amount, account.Currency) : Html.Nothing
            )}</td><td>{(
                account.RenewalDate is { } renewal ? Show.Date(renewal) : Html.Nothing
            )}</td><td>{account.OwnerId}</td></tr>
            """
        );
    }
}
