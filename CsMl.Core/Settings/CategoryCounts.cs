using CsMl.Core.Predictions;

namespace CsMl.Core.Settings;

/// <summary>Accounts by risk category.</summary>
public sealed record CategoryCounts(int Critical, int High, int Medium, int Low)
{
    internal static CategoryCounts Of(IEnumerable<RiskCategory> categories)
    {
        var counts = categories.CountBy(category => category).ToDictionary();
        return new CategoryCounts(
            counts.GetValueOrDefault(RiskCategory.Critical),
            counts.GetValueOrDefault(RiskCategory.High),
            counts.GetValueOrDefault(RiskCategory.Medium),
            counts.GetValueOrDefault(RiskCategory.Low)
        );
    }
}
