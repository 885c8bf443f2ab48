using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>
/// The sentiment of the latest contacts. It reassures only if more than half of them were positive,
/// and is trouble only if at least a third were negative.
/// </summary>
internal static class NegativeSentiment
{
    public static readonly Rule Rule = new(
        nameof(NegativeSentiment),
        WhenWorse: "worse sentiment",
        WhenBetter: "better sentiment",
        Evaluate
    )
    {
        Reach = new RuleReach(Weight * LatestSentiments.Most / (LatestSentiments.Most + Prior), Seen),
    };

    private const double Weight = 1.6;

    /// <summary>Neutral contacts added to the actual ones, so that a few contacts have little weight.</summary>
    private const double Prior = 4;

    private static Finding? Evaluate(Signals s)
    {
        var e = s.Engagement;
        var isBad = e.Negative > e.Positive;
        if (isBad ? 3 * e.Negative < e.Sentiments : e.Negative == e.Positive || 2 * e.Positive <= e.Sentiments)
        {
            return null;
        }

        return new Finding(
            Rule.Name,
            Weight * (e.Negative - e.Positive) / (e.Sentiments + Prior),
            "Sentiment",
            $"{e.Negative} negative, {e.Positive} positive of {e.Sentiments}",
            "more positive than negative",
            isBad ? Trend.Worsening : Trend.Improving,
            Sentence(e, isBad),
            isBad ? AdviceTable.BadSentiment : null
        );
    }

    private static string Sentence(Engagement e, bool isBad)
    {
        var (count, word, others, opposite) = isBad
            ? (e.Negative, "negative", e.Positive, "positive")
            : (e.Positive, "positive", e.Negative, "negative");
        return e.Sentiments == 1 ? $"The only conversation with a known sentiment was {word}"
            : count == e.Sentiments
                ? $"The last {count} conversations with a known sentiment were {(count == 2 ? "both" : "all")} {word}"
            : $"{count} of the last {e.Sentiments} conversations with a known sentiment {(count == 1 ? "was" : "were")} {word}"
                + (others == 0 ? "" : $", {others} {opposite}");
    }

    /// <inheritdoc cref="RuleReach.Seen"/>
    private static string Seen(double logOdds)
    {
        var negative = RuleReach.AtLeast(Prior * logOdds / (Weight - logOdds));
        return negative <= 1
            ? "a last conversation that was negative"
            : $"{negative} last conversations that were all negative";
    }
}
