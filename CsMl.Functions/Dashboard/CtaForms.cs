namespace CsMl.Functions.Dashboard;

/// <summary>What is filled in to change a CTA: the fields and the button of each form.</summary>
internal static class CtaForms
{
    /// <param name="id">Different from all others of the page; so below.</param>
    /// <param name="typed">What was filled in before it was refused; so below.</param>
    public static Html Snooze(string id, PageForm? typed) =>
        Html.Of(
            $"""
            {Forms.Select(
                id,
                PageActions.Days,
                Texts.Account.SnoozeFor,
                Texts.Account.SnoozeDays,
                typed?[PageActions.Days] ?? "7"
            )}
            {Forms.Button(Texts.Account.Snooze)}
            """
        );

    public static Html Complete(string id, PageForm? typed) =>
        Html.Of(
            $"""
            {Forms.Select(
                id,
                PageActions.Outcome,
                Texts.Account.HowItWent,
                Texts.Account.Outcomes,
                typed?[PageActions.Outcome]
            )}
            {Forms.Input(
                $"{id}-reason",
                PageActions.Reason,
                Texts.Account.Reason,
                typed?[PageActions.Reason],
                maxLength: 500
            )}
            {Forms.Button(Texts.Account.Complete)}
            """
        );

    public static Html Assign(string id, string? ownerId, PageForm? typed) =>
        Html.Of(
            $"""
            {Forms.Input(id, PageActions.Owner, Texts.Account.NewOwner, typed?[PageActions.Owner] ?? ownerId)}
            {Forms.Button(Texts.Account.Assign)}
            """
        );

    public static Html Cancel(string id, PageForm? typed) =>
        Html.Of(
            $"""
            {Forms.Input(id, PageActions.Reason, Texts.Account.Reason, typed?[PageActions.Reason], maxLength: 500)}
            {Forms.Button(Texts.Account.Cancel)}
            """
        );
}
