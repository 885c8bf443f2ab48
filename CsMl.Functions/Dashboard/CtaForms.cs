namespace CsMl.Functions.Dashboard;

/// <summary>What is filled in to change a CTA: the fields and the button of each form.</summary>
internal static class CtaForms
{
    /// <param name="id">Different from all others of the page; so below.</param>
    public static Html Snooze(string id) =>
        Html.Of(
            $"""
            {Forms.Select(id, PageActions.Days, Texts.Account.SnoozeFor, Texts.Account.SnoozeDays, "7")}
            {Forms.Button(Texts.Account.Snooze)}
            """
        );

    public static Html Complete(string id) =>
        Html.Of(
            $"""
            {Forms.Select(id, PageActions.Outcome, Texts.Account.HowItWent, Texts.Account.Outcomes)}
            {Forms.Input($"{id}-reason", PageActions.Reason, Texts.Account.Reason, maxLength: 500)}
            {Forms.Button(Texts.Account.Complete)}
            """
        );

    public static Html Assign(string id, string? ownerId) =>
        Html.Of(
            $"""
            {Forms.Input(id, PageActions.Owner, Texts.Account.NewOwner, ownerId)}
            {Forms.Button(Texts.Account.Assign)}
            """
        );

    public static Html Cancel(string id) =>
        Html.Of(
            $"""
            {Forms.Input(id, PageActions.Reason, Texts.Account.Reason, maxLength: 500)}
            {Forms.Button(Texts.Account.Cancel)}
            """
        );
}
