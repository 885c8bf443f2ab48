using CsMl.Core.Predictions;

namespace CsMl.Core.Learning;

/// <summary>What a model said of an outcome that it was not fitted to.</summary>
internal readonly record struct HeldOutForecast(string AccountId, double LogOdds, bool Churned)
{
    public double Probability => Logit.Probability(LogOdds);
}
