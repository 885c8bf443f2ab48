using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Outcomes;

/// <summary>
/// Compares accounts at the same risk: the share that left among accounts whose CTA was completed, and among the
/// others. A CTA belongs to a prediction if it was completed after the prediction, within its window and before the
/// account left.
/// </summary>
public sealed record CtaEffect(IReadOnlyList<CtaEffectAtRisk> ByCategory, string Warning)
{
    public const string NoExperiment =
        "This is no experiment. Nobody drew lots for who got a CTA: managers choose whom they call, a CTA can only be "
        + "completed while the account is still there, and accounts that answer the phone are less likely to leave anyway. "
        + "A difference between the two rates is a reason to look closer and no proof that CTAs work.";

    /// <param name="completed">When each account's CTAs were completed.</param>
    internal static CtaEffect Of(IReadOnlyList<CountedPrediction> settled, ILookup<string, DateTimeOffset> completed) =>
        new(
            [
                .. Enum.GetValues<RiskCategory>()
                    .Reverse()
                    .Select(category =>
                    {
                        var among = settled.Where(p => p.Category == category).ToLookup(p => HasCta(p, completed));
                        return new CtaEffectAtRisk(category, ChurnShare.Of(among[true]), ChurnShare.Of(among[false]));
                    }),
            ],
            NoExperiment
        );

    internal static bool HasCta(CountedPrediction p, ILookup<string, DateTimeOffset> completed)
    {
        var end = p.Settlement!.Happened && p.Settlement.OutcomeAt is { } left ? left : p.Due;
        return completed[p.AccountId].Any(at => at > p.PredictedAt && at <= end);
    }
}
