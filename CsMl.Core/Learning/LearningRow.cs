using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Learning;

/// <summary>One settled prediction of churn within 90 days: what the rules made of the account, and what it did.</summary>
/// <param name="Basis">What the prediction was made of, by the rules.</param>
/// <param name="HadCta">True if a CTA of the account was completed within the window, which may have kept it.</param>
public sealed record LearningRow(
    string AccountId,
    DateTimeOffset PredictedAt,
    PredictionBasis Basis,
    bool Churned,
    bool HadCta = false
)
{
    /// <summary>The only window that is learned from, in days.</summary>
    public const int WindowDays = 90;

    /// <summary>
    /// The row of a counted prediction; null if it is not to be learned from. Its window must have closed, even if the
    /// account has left: departures are known early, and without the accounts that are still there they would make up
    /// most of the rows.
    /// </summary>
    /// <param name="completed">When each account's CTAs were completed.</param>
    internal static LearningRow? Of(
        CountedPrediction p,
        ILookup<string, DateTimeOffset> completed,
        DateTimeOffset now
    ) =>
        p is { Type: PredictionType.Churn, WindowDays: WindowDays, Settlement: { } settlement }
        && p.Due <= now
        && p.Evidence is { } evidence
            ? new LearningRow(
                p.AccountId,
                p.PredictedAt,
                evidence.ToBasis(),
                settlement.Happened,
                CtaEffect.HasCta(p, completed)
            )
            : null;
}
