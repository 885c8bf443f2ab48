namespace CsMl.Core.Predictions.Types;

/// <summary>Prompt text for the question whether an account is about to leave.</summary>
internal static class ChurnPrompt
{
    // "a downgrade is not": without it models count every loss of revenue as churn. "already": an event that the CRM
    // states as a fact is no longer a forecast.
    public static readonly PromptText Text = new(
        "churn-1",
        """

        THE EVENT: CHURN
        The account ends its subscription or does not renew it within windowDays. A downgrade is not churn. Where hasLeft is true the event has already come, whatever else looks well.
        Signs for it are silence that is long for the account's own rhythm, falling health, open grave tickets, bad sentiment, an executive who is out of touch, and a renewal that is near while these last; a near renewal alone is none. Signs against it are steady contact, solved tickets and open opportunities.
        A riskFactor is what makes leaving likelier. Recommendations are what the customer success manager can do to keep the account.
        """
    );
}
