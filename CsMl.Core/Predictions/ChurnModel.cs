using CsMl.Core.Predictions.Rules;
using CsMl.Core.Predictions.Types;

namespace CsMl.Core.Predictions;

/// <summary>
/// Turns the rules' contributions into the log-odds that an account leaves within 90 days: an intercept, each
/// contribution times its rule's weight, and each signal times its weight. The rules alone are the model of
/// <see cref="OfRules"/> with their own prior as its intercept; an expected churn rate changes the intercept, and
/// outcomes change the weights too.
/// </summary>
/// <param name="Intercept">Log-odds before any contribution.</param>
/// <param name="RuleWeights">By name of the rule, each at least 0. A rule without an entry has the weight 1.</param>
public sealed record ChurnModel(
    double Intercept,
    IReadOnlyDictionary<string, double> RuleWeights,
    SignalWeights SignalWeights
)
{
    private static readonly Dictionary<string, double> AllOne = [];

    /// <summary>The rules as they are.</summary>
    public static ChurnModel RulesAlone { get; } =
        OfRules(PredictionTypes.Of(PredictionType.Churn).RuleSet.PriorLogOdds);

    /// <summary>The rules as they are, on another intercept.</summary>
    public static ChurnModel OfRules(double intercept) => new(intercept, AllOne, default);

    /// <summary>
    /// The basis of the same prediction under this model: its prior and findings add up exactly to its log-odds for 90
    /// days (<see cref="PredictionBasis.Sum"/>). Silence and active days join the finding on silence, which is there
    /// whenever they are known. Tenure joins the prior: it is what is usual for an account of that age.
    /// </summary>
    public PredictionBasis Apply(PredictionBasis rules) =>
        Weigh(rules) with
        {
            PriorLogOdds = Prior(rules.Signals ?? default),
        };

    /// <summary>The basis of a prediction under another model, with its findings as this one weighs them.</summary>
    public PredictionBasis Weigh(PredictionBasis basis)
    {
        var signals = basis.Signals ?? default;
        return basis with
        {
            Findings =
            [
                .. basis.Findings.Select(f =>
                    f with
                    {
                        LogOdds = Contribution(f.Rule, f.RulesLogOdds ?? f.LogOdds, signals),
                    }
                ),
            ],
        };
    }

    /// <summary>The probability, 0–1, that the account leaves within 90 days.</summary>
    /// <param name="rules">The basis of a prediction by the rules.</param>
    public double Probability(PredictionBasis rules) => Logit.Probability(LogOdds(rules));

    /// <summary>The sum of what <see cref="Apply"/> returns, to the last bit.</summary>
    public double LogOdds(PredictionBasis rules)
    {
        var signals = rules.Signals ?? default;
        var sum = Prior(signals);
        foreach (var finding in rules.Findings)
        {
            sum += Contribution(finding.Rule, finding.LogOdds, signals);
        }

        return sum;
    }

    /// <summary>Log-odds before any finding.</summary>
    public double Prior(LearningSignals signals) => Intercept + SignalWeights.Tenure * signals.Tenure;

    /// <summary>What a finding contributes under this model.</summary>
    /// <param name="logOdds">What it contributes to the rules' log-odds.</param>
    public double Contribution(string rule, double logOdds, LearningSignals signals)
    {
        var weighted = RuleWeights.TryGetValue(rule, out var weight) ? weight * logOdds : logOdds;
        return rule != nameof(SilenceAgainstRhythm)
            ? weighted
            : weighted
                + SignalWeights.Since * signals.Since
                + SignalWeights.Recent * signals.Recent
                + SignalWeights.Active * signals.Active;
    }
}
