using CsMl.Core.Predictions;

namespace CsMl.Core.Requests;

/// <summary>How many customers stand where, by the latest valid prediction of each.</summary>
/// <param name="ByCategory">Every category, highest first.</param>
/// <param name="Tenths">Accounts with a probability below .1, from .1 up to .2, and so on; ten.</param>
/// <param name="UnderNotice">Those of them that said that they leave.</param>
/// <param name="Expired">Further accounts, whose prediction is too old to count.</param>
public sealed record RiskDistribution(
    IReadOnlyDictionary<RiskCategory, int> ByCategory,
    IReadOnlyList<int> Tenths,
    int UnderNotice,
    int Expired
)
{
    public int Total => Tenths.Sum();
}
