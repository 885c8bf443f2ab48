using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>
/// The rules of one prediction type and their weights. The log-odds are the prior's plus weight times evidence of every
/// rule that fires. A negative weight turns trouble into a reason against, as for an expansion.
/// </summary>
/// <param name="prior">Probability, 0–1, before anything is known.</param>
/// <param name="rules">
/// Findings of equal weight are shown in this order: what the CRM states as a fact, how the account behaves, how it
/// feels, what comes next.
/// </param>
internal sealed class RuleSet(double prior, params (Rule Rule, double Weight)[] rules)
{
    /// <summary>The window, in days, that prior and weights are meant for.</summary>
    private const double Horizon = 90;

    private readonly double priorLogOdds = Logit.Of(prior);

    public IEnumerable<Rule> Rules => rules.Select(weighted => weighted.Rule);

    /// <param name="windowDays">How far ahead the probability looks.</param>
    public RuleEvaluation Evaluate(Signals signals, int windowDays)
    {
        var weighed = new List<WeightedFinding>(rules.Length);
        var logOdds = priorLogOdds;
        foreach (var (rule, weight) in rules)
        {
            if (rule.Evaluate(signals) is { } finding)
            {
                var share = weight * finding.LogOdds;
                logOdds += share;
                weighed.Add(new WeightedFinding(finding, share));
            }
        }

        return new RuleEvaluation(Within(Logit.Probability(logOdds), windowDays), weighed)
        {
            PriorLogOdds = priorLogOdds,
        };
    }

    /// <summary>
    /// Converts the probability within 90 days to that within another window. Twice the window is not twice the danger:
    /// accounts differ, those that come through the first days are the lasting ones, and the hazard falls with time.
    /// The cumulative hazard is taken to grow as the square root of the window (Weibull, shape 1/2).
    /// </summary>
    private static double Within(double probability, int windowDays) =>
        windowDays == (int)Horizon ? probability : 1 - Math.Pow(1 - probability, Math.Sqrt(windowDays / Horizon));
}
