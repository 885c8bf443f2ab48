using System.Globalization;
using CsMl.Core.Accounts;
using CsMl.Functions.Http;

namespace CsMl.Functions.Dashboard.Accounts;

/// <summary>The forms of an account's page.</summary>
internal sealed class AccountForms(PageVisit visit, string accountId)
{
    /// <summary>Nothing for somebody who may not make changes.</summary>
    public Html To(string action, Html content) => To(action, _ => content);

    /// <param name="content">Is given what was filled in before, if this form was refused; so below.</param>
    /// <inheritdoc cref="To(string, Html)"/>
    public Html To(string action, Func<PageForm?, Html> content) =>
        visit.MayDo(AccessRole.Agent)
            ? Forms.To(
                visit,
                PagePath.Account(accountId),
                action,
                content(visit.TypedInto(action, accountId)),
                (PageActions.Account, accountId)
            )
            : Html.Nothing;

    /// <summary>The same for one version of a CTA.</summary>
    public Html ToCta(string action, Cta cta, int version, Func<PageForm?, Html> content) =>
        visit.MayDo(AccessRole.Agent)
            ? Forms.To(
                visit,
                PagePath.Account(accountId),
                action,
                content(visit.TypedInto(action, accountId, cta.Id)),
                (PageActions.Account, accountId),
                (PageActions.Cta, cta.Id),
                (PageActions.Version, version.ToString(CultureInfo.InvariantCulture))
            )
            : Html.Nothing;

    /// <summary>The same under a name that opens it; open at once if it was refused.</summary>
    public Html Folded(string name, string action, Cta cta, int version, Func<PageForm?, Html> content)
    {
        var form = ToCta(action, cta, version, content);
        return form.IsNothing
            ? form
            : Forms.Folded(Html.Text(name), form, isOpen: visit.TypedInto(action, accountId, cta.Id) is not null);
    }
}
