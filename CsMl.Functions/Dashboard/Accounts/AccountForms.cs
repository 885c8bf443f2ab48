using System.Globalization;
using CsMl.Functions.Http;

namespace CsMl.Functions.Dashboard.Accounts;

/// <summary>The forms of an account's page.</summary>
internal sealed class AccountForms(PageVisit visit, string accountId)
{
    /// <summary>Nothing for somebody who may not make changes.</summary>
    public Html To(string action, Html content) =>
        visit.MayDo(AccessRole.Agent)
            ? Forms.To(visit, PagePath.Account(accountId), action, content, (PageActions.Account, accountId))
            : Html.Nothing;

    /// <summary>The same for one version of a CTA.</summary>
    public Html ToCta(string action, string ctaId, int version, Html content) =>
        visit.MayDo(AccessRole.Agent)
            ? Forms.To(
                visit,
                PagePath.Account(accountId),
                action,
                content,
                (PageActions.Account, accountId),
                (PageActions.Cta, ctaId),
                (PageActions.Version, version.ToString(CultureInfo.InvariantCulture))
            )
            : Html.Nothing;
}
