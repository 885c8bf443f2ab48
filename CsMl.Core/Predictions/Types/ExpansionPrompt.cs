namespace CsMl.Core.Predictions.Types;

/// <summary>Prompt text for the question whether an account is about to buy more.</summary>
internal static class ExpansionPrompt
{
    // "a renewal on the same terms": models take every renewal for growth. "riskFactors stay": the word is misleading
    // here, because the event is a good one.
    public static readonly PromptText Text = new(
        "expansion-1",
        """

        THE EVENT: EXPANSION
        The account buys more within windowDays: more seats, a higher plan, another product or site. A renewal on the same terms is not an expansion.
        Signs for it are open opportunities with a good chance and a near closing date, growing engagement, good health and good sentiment. Signs against it are open grave tickets, silence, falling health and bad sentiment; hasLeft all but rules it out.
        Here the event is welcome: drivers are what speaks for buying more, and riskFactors stay what is amiss with the account and stands in the way. Recommendations move the expansion on, or first remove what stands in its way.
        """
    );
}
