using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>The sentiment of the latest contacts.</summary>
internal static class NegativeSentiment
{
    public static readonly Rule Rule = new(
        nameof(NegativeSentiment),
        WhenWorse: "worse sentiment",
        WhenBetter: "better sentiment",
        Evaluate
    );

    private const double Weight = 1.6;

    /// <summary>Neutral contacts added to the actual ones, so that a few contacts have little weight.</summary>
    private const double Prior = 4;

    private static readonly Advice Listen = new(
        "Read the negative conversations and answer the concern in them in person",
        "Takes up what the account has already complained about",
        Degree.Low
    );

    private static Finding? Evaluate(Signals s)
    {
        var e = s.Engagement;
        if (e.Negative == e.Positive)
        {
            return null;
        }

        var isBad = e.Negative > e.Positive;
        return new Finding(
            Rule.Name,
            Weight * (e.Negative - e.Positive) / (e.Sentiments + Prior),
            "Sentiment",
            $"{e.Negative} negative, {e.Positive} positive of {e.Sentiments}",
            "more positive than negative",
            isBad ? Trend.Worsening : Trend.Improving,
            e.Sentiments == 1 ? $"The only conversation with a known sentiment was {(isBad ? "negative" : "positive")}"
                : isBad
                    ? $"{e.Negative} of the last {FormatCount.Of(e.Sentiments, "conversation")} with a known sentiment {(e.Negative == 1 ? "was" : "were")} negative"
                : $"{e.Positive} of the last {FormatCount.Of(e.Sentiments, "conversation")} with a known sentiment {(e.Positive == 1 ? "was" : "were")} positive",
            isBad ? Listen : null
        );
    }
}
