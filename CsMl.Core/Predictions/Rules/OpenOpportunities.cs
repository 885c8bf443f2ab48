using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>Open deals: an account that negotiates about buying more is less likely to leave.</summary>
internal static class OpenOpportunities
{
    public static readonly Rule Rule = new(
        nameof(OpenOpportunities),
        WhenWorse: "fewer chances in opportunities",
        WhenBetter: "more chances in opportunities",
        Evaluate
    );

    private const double PerLikelyDeal = 0.8;
    private const double Most = 0.8;

    /// <summary>Chance of winning, in percent, for a deal without a stated chance.</summary>
    private const double Unknown = 30;

    private static Finding? Evaluate(Signals s)
    {
        if (s.OpenOpportunities.Count == 0)
        {
            return null;
        }

        var expected = 0.0;
        var amount = 0m;
        foreach (var deal in s.OpenOpportunities)
        {
            expected += (deal.Probability ?? Unknown) / 100;
            amount += deal.Amount ?? 0;
        }

        var together = s.OpenOpportunities.Count == 1 ? "" : " together";
        var worth = amount > 0 ? $", worth {amount:#,0}{together}" : "";
        return new Finding(
            Rule.Name,
            -Math.Min(Most, PerLikelyDeal * expected),
            "Opportunities",
            $"{s.OpenOpportunities.Count} open",
            "none",
            Trend.Improving,
            $"{FormatCount.Of(s.OpenOpportunities.Count, "open opportunity", "open opportunities")}{worth}",
            AdviceTable.OpenDeals
        );
    }
}
