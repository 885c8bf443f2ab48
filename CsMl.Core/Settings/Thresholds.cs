using CsMl.Core.Predictions;

namespace CsMl.Core.Settings;

/// <inheritdoc cref="RiskScale"/>
public sealed record Thresholds(double Critical, double High, double Medium)
{
    internal static Thresholds Of(RiskScale scale) => new(scale.Critical, scale.High, scale.Medium);
}
