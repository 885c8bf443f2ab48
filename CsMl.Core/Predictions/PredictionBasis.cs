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
/// <param name="PriorLogOdds">Log-odds of the prior, before any finding, under the model in use.</param>
/// <param name="RulesLogOdds">
/// Log-odds from the rules under the model in use, for the requested window; a language model departs from it.
/// </param>
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

    /// <summary>Log-odds of the prior by the rules alone; null if that is the same.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RulesPriorLogOdds { get; init; }

    /// <summary>The version of the scale that the prediction was made on (<see cref="PredictionScale"/>).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int ScaleVersion { get; init; }

    /// <summary>
    /// The number of the learned version that made it; null if none did, and in rows of earlier versions.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? LearnedVersion { get; init; }

    /// <summary>What the rules alone made of the account; null if the signals were not stored.</summary>
    [JsonIgnore]
    public RulesEvidence? Evidence =>
        Signals is { } signals
            ? new RulesEvidence(
                RulesPriorLogOdds ?? PriorLogOdds,
                Findings.ToDictionary(f => f.Rule, f => f.RulesLogOdds ?? f.LogOdds, StringComparer.Ordinal),
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
                )
                {
                    RulesLogOdds = w.LogOdds == w.RulesLogOdds ? null : w.RulesLogOdds,
                }),
            ]
        )
        {
            Signals = LearningSignals.Of(signals),
            Segment = AccountSegment.Of(signals),
            RulesPriorLogOdds =
                evaluation.PriorLogOdds == evaluation.RulesPriorLogOdds ? null : evaluation.RulesPriorLogOdds,
        };

    /// <summary>Current revenue per year according to the CRM.</summary>
    public static decimal? Revenue(AccountFacts facts) => facts.AnnualRevenue ?? facts.Subscription?.AnnualRevenue;
}
