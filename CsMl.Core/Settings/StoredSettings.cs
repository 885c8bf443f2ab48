using CsMl.Core.Limits;
using CsMl.Core.Predictions;

namespace CsMl.Core.Settings;

/// <summary>The settings that a tenant's admin stored. What is null is as it is configured.</summary>
/// <param name="Risk">The three thresholds together, because each limits the others.</param>
public sealed record StoredSettings(
    RiskScale? Risk = null,
    StoredPredictions? Predictions = null,
    StoredCtas? Ctas = null,
    StoredHealth? Health = null,
    Quotas? Limits = null
)
{
    public static readonly StoredSettings None = new();
}
