using CsMl.Core.Predictions;

namespace CsMl.Core.Ctas;

/// <summary>What holds for one tenant's CTAs.</summary>
public sealed record CtaRules(
    RiskScale Scale,
    RiskCategory MinCategory,
    double MinConfidence,
    TimeSpan Cooldown,
    double RecoveryMargin
);
