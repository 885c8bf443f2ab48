using CsMl.Core.Predictions;
using static CsMl.Core.Predictions.PredictionType;
using static CsMl.Tests.Ctas.CtaSituations;

namespace CsMl.Tests.Ctas;

/// <summary>What a prediction alone makes: its type and category, and the safeguards.</summary>
internal static class PredictedCtaCases
{
    public static readonly CtaCase[] Categories =
    [
        new("high churn makes a RISK", With(Churn(0.60)), ["create RISK HIGH due 2026-03-09T09:30:00"]),
        new("critical churn, due tomorrow", With(Churn(0.80)), ["create RISK CRITICAL due 2026-03-05T09:30:00"]),
        new("just under critical", With(Churn(0.7999)), ["create RISK HIGH due 2026-03-09"]),
        new("just under high", With(Churn(0.5999)), ["skip: the risk is medium"]),
        new("low churn", With(Churn(0.1)), ["skip: the risk is low"]),
        new("engagement in decline makes a RISK", With(Of(EngagementDecline, 0.7)), ["create RISK HIGH"]),
        new("engagement hardly in decline", With(Of(EngagementDecline, 0.4)), ["skip: the risk is medium"]),
        new(
            "expansion makes an OPPORTUNITY",
            With(Of(Expansion, 0.85)),
            ["create OPPORTUNITY CRITICAL due 2026-03-05"]
        ),
        new("little chance of expansion", With(Of(Expansion, 0.3)), ["skip: the chance is medium"]),
        new(
            "a health trend makes none",
            With(Of(HealthTrend, 0.9)),
            ["skip: a prediction of type HEALTH_TREND makes no CTA"]
        ),
        new(
            "medium churn where the tenant wants it",
            With(Churn(0.3), minimum: RiskCategory.Medium),
            ["create RISK MEDIUM due 2026-03-18"]
        ),
        new(
            "low churn where the tenant wants all",
            With(Churn(0.2), minimum: RiskCategory.Low),
            ["create RISK LOW due 2026-04-03"]
        ),
        new(
            "high churn where critical is wanted",
            With(Churn(0.79), minimum: RiskCategory.Critical),
            ["skip: the risk is high; CTAs are made from critical on"]
        ),
        new(
            "a tenant's own scale",
            With(Of(Expansion, 0.5), scale: new RiskScale { High = 0.5 }),
            ["create OPPORTUNITY HIGH"]
        ),
    ];

    public static readonly CtaCase[] Safeguards =
    [
        new("sure enough", With(Churn(0.7, confidence: 0.5)), ["create RISK"]),
        new("not sure enough", With(Churn(0.7, confidence: 0.49)), ["skip: the confidence is 0.49"]),
        new("no suggestion", With(Churn(0.7) with { SuggestedCTA = null }), ["skip: the prediction suggests no CTA"]),
        new(
            "nothing to recommend",
            With(Of(Expansion, 0.7) with { Recommendations = [] }),
            ["skip: the prediction suggests no CTA"]
        ),
    ];
}
