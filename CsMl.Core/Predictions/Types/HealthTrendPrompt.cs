namespace CsMl.Core.Predictions.Types;

/// <summary>Prompt text for the question how an account's health will develop.</summary>
internal static class HealthTrendPrompt
{
    // "the expected score is computed": otherwise models reply with their own score, for which the reply has no field
    // and which the app would not use.
    public static readonly PromptText Text = new(
        "health-trend-1",
        """

        THE EVENT: HEALTH_TREND
        The health score is clearly lower at the end of windowDays than it is today. The expected score is computed from the trend and given; do not forecast another.
        A score that is low but steady is no sign for it; a score that falls is. Scores that fell and have recovered weigh little. Open tickets, bad sentiment and silence let a score fall further.
        A riskFactor is what pulls the score down. Recommendations say how to raise the weakest dimensions.
        """
    );
}
