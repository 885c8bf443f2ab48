namespace CsMl.Functions.Dashboard.Accounts;

/// <summary>The form that records a renewal or a departure.</summary>
internal static class OutcomeSection
{
    public static Html Of(AccountForms forms) =>
        Html.Of(
            $"""
            <section class="no-print" aria-labelledby="outcome">
            <h2 id="outcome">{Texts.Account.Outcome}</h2>
            {forms.To(
                PageActions.Outcome,
                Html.Of(
                    $"""
                    {Forms.Select("happened", PageActions.Outcome, Texts.Account.WhatHappened, Texts.Account.Happenings, isRequired: true)}
                    <p><label for="occurred">{Texts.Account.HappenedOn}</label> <input id="occurred" name="{PageActions.OccurredOn}" type="date" /></p>
                    <p><label for="until">{Texts.Account.RenewedUntil}</label> <input id="until" name="{PageActions.Until}" type="date" /></p>
                    {Forms.Button(Texts.Account.Record)}
                    """
                )
            )}
            </section>
            """
        );
}
