using CsMl.Core.Predictions;

namespace CsMl.Local.Commands;

/// <param name="Rate">Null if the category has no account.</param>
internal sealed record CategoryRate(RiskCategory Category, int Accounts, int Churned, double? Rate)
{
    public static CategoryRate Of(IReadOnlyList<LabelledPrediction> cases, RiskCategory category)
    {
        var accounts = cases.Count(c => c.Category == category);
        var churned = cases.Count(c => c.Category == category && c.Churned);
        return new CategoryRate(category, accounts, churned, accounts == 0 ? null : (double)churned / accounts);
    }
}
