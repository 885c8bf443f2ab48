using System.Text.Json.Serialization;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions.Rules;

namespace CsMl.Core.Predictions;

/// <summary>
/// The inputs of a prediction, stored with it. Facts have no stored history, and the explanation of a change and the
/// check of an outcome must not use facts that changed later.
/// </summary>
/// <param name="HealthScore">0–100; null if unknown.</param>
/// <param name="AnnualRevenue">Revenue of the account, or else of its subscription; null if unknown.</param>
/// <param name="ActiveDays">
/// Active days before the prediction, in a period as long as its window; null if no activity is recorded.
/// </param>
/// <param name="PriorLogOdds">Log-odds of the prior, before any finding.</param>
/// <param name="RulesLogOdds">Log-odds from the rules, for the requested window.</param>
public sealed record PredictionBasis(
    double? HealthScore,
    decimal? AnnualRevenue,
    int? ActiveDays,
    double PriorLogOdds,
    double RulesLogOdds,
    IReadOnlyList<RuleContribution> Findings
)
{
    /// <summary>What outcomes are learned from beside the findings; null if it was not stored.</summary>
    public LearningSignals? Signals { get; init; }

    /// <summary>What the rules alone made of the account; null if the signals were not stored.</summary>
    [JsonIgnore]
    public RulesEvidence? Evidence =>
        Signals is { } signals
            ? new RulesEvidence(
                PriorLogOdds,
                Findings.ToDictionary(f => f.Rule, f => f.LogOdds, StringComparer.Ordinal),
                signals
            )
            : null;

    /// <summary>What tells the account's segment; null if it was not stored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AccountSegment? Segment { get; init; }

    /// <summary>Log-odds of the event within 90 days: the prior and all findings.</summary>
    [JsonIgnore]
    public double Sum
    {
        get
        {
            var sum = PriorLogOdds;
            foreach (var finding in Findings)
            {
                sum += finding.LogOdds;
            }

            return sum;
        }
    }

    public static PredictionBasis Of(RuleEvaluation evaluation, Signals signals, int windowDays) =>
        new(
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
        )
        {
            Signals = LearningSignals.Of(signals),
            Segment = AccountSegment.Of(signals),
        };

    /// <summary>Current revenue per year according to the CRM.</summary>
    public static decimal? Revenue(AccountFacts facts) => facts.AnnualRevenue ?? facts.Subscription?.AnnualRevenue;
}
