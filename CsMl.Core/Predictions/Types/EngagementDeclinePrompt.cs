namespace CsMl.Core.Predictions.Types;

/// <summary>Prompt text for the question whether an account's engagement is about to decline.</summary>
internal static class EngagementDeclinePrompt
{
    // "its own rhythm": a month of silence is alarming for an account with weekly contact, and normal for one with
    // quarterly contact.
    public static readonly PromptText Text = new(
        "engagement-decline-1",
        """

        THE EVENT: ENGAGEMENT_DECLINE
        The account is clearly less in touch within windowDays than before: fewer days with a contact, or none. Judge silence by the account's own rhythm: compare daysSinceLast with meanGapDays, and activeDaysLast90 with activeDays90Before.
        Signs for it are gaps that grow, meetings that were missed or cancelled, contacts that are no longer in touch, and bad sentiment. Activities that are planned are not yet contacts.
        A riskFactor is what makes the account fall silent. Recommendations say how to get back into a steady conversation, and with whom.
        """
    );
}
