using System.Globalization;
using CsMl.Core.Accounts;
using CsMl.Core.Morning;

namespace CsMl.Functions.Dashboard.Today;

/// <summary>The buttons of one account of the first page, for those who may change something.</summary>
internal static class RowActions
{
    private static readonly string[] Folded = [PageActions.Snooze, PageActions.Complete, PageActions.Assign];

    public static Html Of(PageVisit visit, TodayQuery query, MorningAccount row)
    {
        var account = row.Account.Id;
        // No two rows are of one account.
        string Id(string field) => $"{field}-{account}";
        // A CTA of the CRM is changed there alone.
        var own = row.Next is { IsOwn: true, Cta: var cta } ? cta : null;
        var isNotice = row.Account.Lifecycle == Lifecycle.Notice;
        var first =
            row.Next?.Cta is null ? To(PageActions.Create, _ => Forms.Button(Texts.Today.Create, isPrimary: true))
            : own?.Status == CtaStatus.Open
                ? To(PageActions.Start, _ => Forms.Button(Texts.Today.Start, isPrimary: true))
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
            Forms.Folded(
                Html.Of($"""{Texts.Today.More} <span class="unseen">{row.Account.Name}</span>"""),
                Html.Of($"{(own is null ? Html.Nothing : OfCta())}{(isNotice ? Html.Nothing : Disagree())}"),
                isOpen: own is not null && Folded.Any(action => visit.TypedInto(action, account, own.Id) is not null)
            );

        // Who has given notice leaves: there is nothing to disagree with.
        Html Disagree() =>
            Html.Of($"""<a href="{PagePath.Account(account)}#disagree" data-disagree="">{Texts.Today.Disagree}</a>""");

        Html OfCta() =>
            Html.Join([
                To(PageActions.Snooze, typed => CtaForms.Snooze(Id("snooze"), typed)),
                To(PageActions.Complete, typed => CtaForms.Complete(Id("complete"), typed)),
                To(PageActions.Assign, typed => CtaForms.Assign(Id("assign"), row.Next!.OwnerId, typed)),
            ]);

        Html To(string action, Func<PageForm?, Html> content) =>
            Forms.To(
                visit,
                query.Path,
                action,
                content(visit.TypedInto(action, account, own?.Id)),
                (PageActions.Account, account),
                (PageActions.Cta, own?.Id),
                (PageActions.Version, row.Next?.Version?.ToString(CultureInfo.InvariantCulture))
            );
    }
}
