using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Requests;

namespace CsMl.Functions.Dashboard.Accounts;

/// <summary>The CTAs of an account, with what can be done with each.</summary>
internal static class CtaSection
{
    public static Html Of(AccountDetails account, AccountForms forms) =>
        Html.Of(
            $"""
            <section aria-labelledby="ctas">
            <h2 id="ctas">{Texts.Account.Ctas}</h2>
            {Next(account)}
            {(account.Ctas.Count == 0 ? Html.Of($"<p>{Texts.Account.NoCtas}</p>") : Html.Nothing)}
            {account.Ctas.Select(cta => Cta(cta.Cta, cta.Version, forms))}
            <div class="actions">
            {(account.Churn is null || HasOpenOne(account) ? Html.Nothing : Create(forms))}
            {(account.Lifecycle.IsCustomer ? Score(forms) : Html.Nothing)}
            </div>
            </section>
            """
        );

    private static Html Next(AccountDetails account) =>
        account.Churn?.Prediction.Recommendations is [var first, ..]
            ? Html.Of($"""<p class="next"><b>{Texts.Today.Next}</b> {first.Action}</p>""")
            : Html.Nothing;

    private static bool HasOpenOne(AccountDetails account) =>
        account.Ctas.Any(cta => cta.Cta is { IsOpen: true, IsAutomated: true });

    private static Html Create(AccountForms forms) =>
        forms.To(PageActions.Create, Forms.Button(Texts.Account.Create, isPrimary: true));

    private static Html Score(AccountForms forms) =>
        forms.To(PageActions.Predict, Forms.Button(Texts.Account.ScoreAgain));

    private static Html Cta(Cta cta, int? version, AccountForms forms) =>
        Html.Of(
            $"""
            <article class="cta {(cta.IsOpen ? "open" : "closed")}">
            <h3>{cta.Title}</h3>
            <p class="facts">{Facts(cta)}</p>
            {(cta.Reason is { } reason ? Html.Of($"<p>{reason}</p>") : Html.Nothing)}
            {(version, cta.IsOpen) switch
            {
                (null, true) => Html.Of($"<p class=\"hint\">{Texts.Account.OfCrm}</p>"),
                ({ } known, true) => Actions(cta, known, forms),
                _ => Html.Nothing,
            }}
            </article>
            """
        );

    private static Html Facts(Cta cta)
    {
        List<Html> facts =
        [
            Html.Text(Texts.Account.Of(cta.Status)),
            Html.Text(EnumNames.Of(cta.Priority).ToLowerInvariant()),
        ];
        if (cta is { IsOpen: true, DueDate: { } due })
        {
            facts.Add(Html.Of($"{Texts.Account.Due} {Show.Date(due)}"));
        }

        if (cta is { Status: CtaStatus.Snoozed, SnoozeUntil: { } until })
        {
            facts.Add(Html.Of($"{Texts.Account.SnoozedUntil} {Show.Date(until)}"));
        }

        if (cta.CompletedAt is { } completed)
        {
            facts.Add(Show.Date(completed));
        }

        if (cta.Outcome is { } outcome)
        {
            facts.Add(Html.Text(Texts.Account.Outcomes.First(o => o.Value == EnumNames.Of(outcome)).Text));
        }

        facts.Add(Html.Text(cta.OwnerId ?? Texts.Account.Nobody));
        return Html.Of($"{facts.SelectMany((fact, i) => i == 0 ? [fact] : new[] { Separator, fact })}");
    }

    private static Html Separator => Html.Text(" · ");

    private static Html Actions(Cta cta, int version, AccountForms forms)
    {
        Html Folded(string name, string action, Func<PageForm?, Html> content) =>
            forms.Folded(name, action, cta, version, content);
        return Html.Of(
            $"""
            <div class="actions">
            {(
                cta.Status == CtaStatus.InProgress
                    ? Html.Nothing
                    : forms.ToCta(PageActions.Start, cta, version, _ => Forms.Button(Texts.Account.Start))
            )}
            {Folded(Texts.Account.Snooze, PageActions.Snooze, typed => CtaForms.Snooze($"snooze-{cta.Id}", typed))}
            {Folded(
                Texts.Account.Complete,
                PageActions.Complete,
                typed => CtaForms.Complete($"complete-{cta.Id}", typed)
            )}
            {Folded(
                Texts.Account.Assign,
                PageActions.Assign,
                typed => CtaForms.Assign($"assign-{cta.Id}", cta.OwnerId, typed)
            )}
            {Folded(Texts.Account.Cancel, PageActions.Cancel, typed => CtaForms.Cancel($"cancel-{cta.Id}", typed))}
            </div>
            """
        );
    }
}
