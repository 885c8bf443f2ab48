using CsMl.Core.Predictions;

namespace CsMl.Core.Ctas;

/// <summary>The CTA settings that apply to one tenant.</summary>
public sealed record CtaRules(
    RiskScale Scale,
    RiskCategory MinCategory,
    double MinConfidence,
    TimeSpan Cooldown,
    double RecoveryMargin
);
