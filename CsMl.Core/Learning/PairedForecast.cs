using CsMl.Core.Predictions;

namespace CsMl.Core.Learning;

/// <summary>What two models gave as the log-odds of the same outcome.</summary>
/// <param name="Learned">Of the model that is checked, as it was when the prediction was made.</param>
/// <param name="Rules">Of the model that would have been used in its place.</param>
public readonly record struct PairedForecast(string AccountId, double Learned, double Rules, bool Churned)
{
    public static PairedForecast Of(LearningRow row, ChurnModel learned, ChurnModel rules) =>
        new(row.AccountId, learned.LogOdds(row.Basis), rules.LogOdds(row.Basis), row.Churned);

    /// <summary>The log loss of the learned model above that of the rules; positive if it did worse.</summary>
    internal double ExtraLoss => LogLoss.Of(Learned, Churned) - LogLoss.Of(Rules, Churned);

    /// <summary>The variance of the extra loss if neither is better: the true probability lies between the two.</summary>
    internal double ExpectedVariance
    {
        get
        {
            var p = (Logit.Probability(Learned) + Logit.Probability(Rules)) / 2;
            return p * (1 - p) * (Learned - Rules) * (Learned - Rules);
        }
    }
}
