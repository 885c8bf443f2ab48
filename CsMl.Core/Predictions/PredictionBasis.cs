using CsMl.Core.Accounts;
using CsMl.Core.Predictions.Rules;

namespace CsMl.Core.Predictions;

/// <summary>
/// What a prediction was made of, kept as it was on that day: facts are not kept by version, and neither "why did it
/// move" nor "did it come true" may be answered from facts that changed later.
/// </summary>
/// <param name="HasLeft">The CRM said already that the account has left.</param>
/// <param name="HealthScore">0–100; null: unknown.</param>
/// <param name="AnnualRevenue">The account's, else its subscription's; null: unknown.</param>
/// <param name="ActiveDays">In as many days before the prediction as it looks ahead; null: no activity is recorded.</param>
/// <param name="PriorLogOdds">What was held before anything was known.</param>
/// <param name="RulesLogOdds">What the rules concluded, for the window that was asked for.</param>
public sealed record PredictionBasis(
    bool HasLeft,
    double? HealthScore,
    decimal? AnnualRevenue,
    int? ActiveDays,
    double PriorLogOdds,
    double RulesLogOdds,
    IReadOnlyList<RuleContribution> Findings
)
{
    internal static PredictionBasis Of(RuleEvaluation evaluation, Signals signals, int windowDays) =>
        new(
            signals.HasLeft,
            signals.HealthScore,
            Revenue(signals.Facts),
            signals.Engagement.IsRecorded
                ? CountActiveDays.Between(signals.Facts, signals.AsOf.AddDays(-windowDays), signals.AsOf)
                : null,
            evaluation.PriorLogOdds,
            Logit.Of(evaluation.Probability),
            [
                .. evaluation.Findings.Select(w => new RuleContribution(
                    w.Finding.Rule,
                    w.Finding.Factor,
                    w.LogOdds,
                    w.Finding.CurrentValue,
                    w.Finding.Sentence
                )),
            ]
        );

    /// <summary>A year's revenue as the CRM knows it now.</summary>
    public static decimal? Revenue(AccountFacts facts) => facts.AnnualRevenue ?? facts.Subscription?.AnnualRevenue;
}
