using CsMl.Core.Json;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Requests;

namespace CsMl.Functions.Dashboard.Accounts;

/// <summary>What became of the account, and the form that records it.</summary>
internal static class OutcomeSection
{
    /// <param name="forms">Null for those who may record nothing.</param>
    public static Html Of(AccountDetails account, AccountForms? forms) =>
        forms is null && account.Outcomes.Count == 0
            ? Html.Nothing
            : Html.Of(
                $"""
                <section aria-labelledby="outcome">
                <h2 id="outcome">{Texts.Account.Outcome}</h2>
                {(account.Outcomes.Count == 0 ? Html.Nothing : Html.Of($"<ul>{account.Outcomes.Select(Item)}</ul>"))}
                {(forms is null ? Html.Nothing : Form(forms))}
                </section>
                """
            );

    private static Html Item(Outcome outcome) =>
        Html.Of(
            $"<li>{Show.Date(outcome.OccurredAt)}: {Texts.Account.Happenings.First(known => known.Value == EnumNames.Of(outcome.Kind)).Text}{(outcome.RenewedUntil is { } until ? Html.Of($", {Texts.Account.Until} {Show.Date(until)}") : Html.Nothing)}</li>"
        );

    private static Html Form(AccountForms forms) =>
        forms.To(
            PageActions.Outcome,
            typed =>
                Html.Of(
                    $"""
                {Forms.Select(
                    "happened",
                    PageActions.Outcome,
                    Texts.Account.WhatHappened,
                    Texts.Account.Happenings,
                    typed?[PageActions.Outcome],
                    isRequired: true
                )}
                {Forms.Day("occurred", PageActions.OccurredOn, Texts.Account.HappenedOn, typed?[PageActions.OccurredOn])}
                {Forms.Day("until", PageActions.Until, Texts.Account.RenewedUntil, typed?[PageActions.Until])}
                {Forms.Button(Texts.Account.Record)}
                """
                )
        );
}
