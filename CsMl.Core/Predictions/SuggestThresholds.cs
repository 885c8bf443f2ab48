namespace CsMl.Core.Predictions;

/// <summary>Finds thresholds that leave as many accounts in each category as there are, on another scale.</summary>
public static class SuggestThresholds
{
    /// <summary>Precision of a probability when it is displayed and categorised.</summary>
    private const double Step = 0.0001;

    private const int Places = 4;

    /// <param name="probabilities">Of all accounts, on the new scale.</param>
    /// <param name="critical">How many of them are to be critical.</param>
    /// <param name="high">How many are to be high.</param>
    /// <param name="medium">How many are to be medium.</param>
    /// <returns>As near to that as equal probabilities allow.</returns>
    public static RiskScale Of(IEnumerable<double> probabilities, int critical, int high, int medium)
    {
        double[] ranked = [.. probabilities.OrderDescending()];
        var lowest = Between(ranked, critical + high + medium);
        var middle = Math.Max(Between(ranked, critical + high), Round(lowest + Step));
        return new RiskScale
        {
            Medium = lowest,
            High = middle,
            Critical = Math.Max(Between(ranked, critical), Round(middle + Step)),
        };
    }

    /// <summary>
    /// Half way between the last account above the threshold and the first below. It leaves room for the thresholds
    /// above it.
    /// </summary>
    private static double Between(double[] ranked, int above)
    {
        var upper = above == 0 ? 1 : ranked[above - 1];
        var lower = above == ranked.Length ? 0 : ranked[above];
        var middle = Math.Round((upper + lower) / 2, Places);
        // An equal neighbour below cannot be told apart; one that is only rounded to the threshold can.
        return Math.Clamp(middle <= lower && lower < upper ? Round(lower + Step) : middle, Step, 1 - 2 * Step);
    }

    private static double Round(double probability) => Math.Round(probability, Places);
}
