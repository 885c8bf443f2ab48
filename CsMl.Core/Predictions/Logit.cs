namespace CsMl.Core.Predictions;

/// <summary>Converts between probabilities and log-odds, in which independent evidence is additive.</summary>
internal static class Logit
{
    /// <summary>Lower limit of a probability, so that nothing is impossible and nothing is certain.</summary>
    private const double Least = 1e-4;

    public static double Of(double probability)
    {
        var p = Math.Clamp(probability, Least, 1 - Least);
        return Math.Log(p / (1 - p));
    }

    public static double Probability(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
}
