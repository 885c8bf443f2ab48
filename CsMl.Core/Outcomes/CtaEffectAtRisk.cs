using CsMl.Core.Predictions;

namespace CsMl.Core.Outcomes;

public sealed record CtaEffectAtRisk(
    RiskCategory Category,
    ChurnShare WithCompletedCta,
    ChurnShare WithoutCompletedCta
);
