using System.Globalization;
using CsMl.Core.Accounts;
using CsMl.Core.Morning;

namespace CsMl.Functions.Dashboard.Today;

/// <summary>The buttons of one account of the first page, for those who may change something.</summary>
internal static class RowActions
{
    public static Html Of(PageVisit visit, TodayQuery query, MorningAccount row)
    {
        var account = row.Account.Id;
        // No two rows are of one account.
        string Id(string field) => $"{field}-{account}";
        // A CTA of the CRM is changed there alone.
        var own = row.Next is { IsOwn: true, Cta: var cta } ? cta : null;
        var isNotice = row.Account.Lifecycle == Lifecycle.Notice;
        var first =
            row.Next?.Cta is null ? To(PageActions.Create, Forms.Button(Texts.Today.Create, isPrimary: true))
            : own?.Status == CtaStatus.Open ? To(PageActions.Start, Forms.Button(Texts.Today.Start, isPrimary: true))
            : Html.Nothing;
        return Html.Of(
            $"""
            <div class="actions">
            {first}
            {(own is null && isNotice ? Html.Nothing : More())}
            </div>
            """
        );

        Html More() =>
            Html.Of(
                $"""
                <details>
                <summary>{Texts.Today.More} <span class="unseen">{row.Account.Name}</span></summary>
                {(own is null ? Html.Nothing : OfCta())}
                {(isNotice ? Html.Nothing : Disagree())}
                </details>
                """
            );

        // Who has given notice leaves: there is nothing to disagree with.
        Html Disagree() =>
            Html.Of($"""<a href="{PagePath.Account(account)}#disagree" data-disagree="">{Texts.Today.Disagree}</a>""");

        Html OfCta() =>
            Html.Join([
                To(PageActions.Snooze, CtaForms.Snooze(Id("snooze"))),
                To(PageActions.Complete, CtaForms.Complete(Id("complete"))),
                To(PageActions.Assign, CtaForms.Assign(Id("assign"), row.Next!.OwnerId)),
            ]);

        Html To(string action, Html content) =>
            Forms.To(
                visit,
                query.Path,
                action,
                content,
                (PageActions.Account, account),
                (PageActions.Cta, own?.Id),
                (PageActions.Version, row.Next?.Version?.ToString(CultureInfo.InvariantCulture))
            );
    }
}
