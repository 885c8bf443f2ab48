namespace CsMl.Core.Predictions;

/// <summary>Between probabilities and log-odds, in which independent evidence adds up.</summary>
internal static class Logit
{
    /// <summary>Nothing is impossible and nothing certain.</summary>
    private const double Least = 1e-4;

    public static double Of(double probability)
    {
        var p = Math.Clamp(probability, Least, 1 - Least);
        return Math.Log(p / (1 - p));
    }

    public static double Probability(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
}
