using System.Globalization;
using CsMl.Core.Accounts;
using CsMl.Core.Morning;

namespace CsMl.Functions.Dashboard.Today;

/// <summary>The buttons of one account of the first page, for those who may change something.</summary>
internal static class RowActions
{
    private static readonly int[] SnoozeDays = [1, 3, 7, 14, 30];

    public static Html Of(PageVisit visit, TodayQuery query, MorningAccount row)
    {
        var account = row.Account.Id;
        // A CTA of the CRM is changed there alone.
        var own = row.Next is { IsOwn: true, Cta: var cta } ? cta : null;
        var first =
            row.Next?.Cta is null ? To(PageActions.Create, Forms.Button(Texts.Today.Create, isPrimary: true))
            : own?.Status == CtaStatus.Open ? To(PageActions.Start, Forms.Button(Texts.Today.Start, isPrimary: true))
            : Html.Nothing;
        return Html.Of(
            $"""
            <div class="actions">
            {first}
            <details>
            <summary>{Texts.Today.More} <span class="unseen">{row.Account.Name}</span></summary>
            {(own is null ? Html.Nothing : OfCta())}
            <a href="{PagePath.Account(account)}#disagree" data-disagree="">{Texts.Today.Disagree}</a>
            </details>
            </div>
            """
        );

        Html OfCta() =>
            Html.Join([
                To(
                    PageActions.Snooze,
                    Html.Of(
                        $"""
                        <label>{Texts.Today.SnoozeFor} <select name="{PageActions.Days}">{SnoozeDays.Select(
                            Option
                        )}</select></label>
                        {Forms.Button(Texts.Today.Snooze)}
                        """
                    )
                ),
                To(PageActions.Complete, Completion),
                To(
                    PageActions.Assign,
                    Html.Of(
                        $"""
                        <label>{Texts.Today.AssignTo} <input name="{PageActions.Owner}" value="{row.Next!.OwnerId}" maxlength="128" required="" autocomplete="off" /></label>
                        {Forms.Button(Texts.Today.Assign)}
                        """
                    )
                ),
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

    private static Html Completion =>
        Html.Of(
            $"""
            <label>{Texts.Today.Outcome} <select name="{PageActions.Outcome}"><option value="POSITIVE">{Texts.Today.Positive}</option><option value="NEUTRAL">{Texts.Today.Neutral}</option><option value="NEGATIVE">{Texts.Today.Negative}</option></select></label>
            {Forms.Button(Texts.Today.Complete)}
            """
        );

    private static Html Option(int days) => Html.Of($"""<option value="{days}">{Texts.Today.Days(days)}</option>""");
}
