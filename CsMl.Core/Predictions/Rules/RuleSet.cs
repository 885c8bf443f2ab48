using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>
/// The rules of one prediction type and their weights. The log-odds are those of the prior plus, for every rule with a
/// finding, weight times evidence. With a negative weight trouble counts against the event, as for an expansion.
/// </summary>
/// <param name="prior">Probability, 0–1, before any finding.</param>
/// <param name="rules">
/// Findings of equal weight are shown in this order: facts stated by the CRM, behaviour, sentiment, upcoming events.
/// </param>
internal sealed class RuleSet(double prior, params (Rule Rule, double Weight)[] rules)
{
    /// <summary>The window, in days, for which the prior and the weights are defined.</summary>
    internal const int HorizonDays = 90;

    private const double Horizon = HorizonDays;

    private readonly double _priorLogOdds = Logit.Of(prior);

    public IEnumerable<Rule> Rules => rules.Select(weighted => weighted.Rule);

    /// <summary>Log-odds of the prior.</summary>
    public double PriorLogOdds => _priorLogOdds;

    /// <param name="windowDays">Length of the window of the probability, in days.</param>
    /// <param name="model">The model in use; null for the rules as they are.</param>
    public RuleEvaluation Evaluate(Signals signals, int windowDays, ChurnModel? model = null)
    {
        signals = signals.WindowDays == windowDays ? signals : signals with { WindowDays = windowDays };
        var weighed = new List<WeightedFinding>(rules.Length);
        var learned = model is null ? default : LearningSignals.Of(signals);
        var usual = model?.Prior(learned) ?? _priorLogOdds;
        var logOdds = usual;
        foreach (var (rule, weight) in rules)
        {
            if (rule.Evaluate(signals) is { } finding)
            {
                var byRules = weight * finding.LogOdds;
                var share = model?.Contribution(finding.Rule, byRules, learned) ?? byRules;
                logOdds += share;
                weighed.Add(new WeightedFinding(finding, share) { RulesLogOdds = byRules });
            }
        }

        return new RuleEvaluation(Within(Logit.Probability(logOdds), windowDays), weighed)
        {
            PriorLogOdds = usual,
            RulesPriorLogOdds = _priorLogOdds,
        };
    }

    /// <summary>
    /// Converts the probability within 90 days to that within another window. Twice the window does not mean twice the
    /// risk: accounts differ, those that stay through the first days are the more loyal ones, so the hazard falls with
    /// time. The cumulative hazard is assumed to grow with the square root of the window (Weibull, shape 1/2).
    /// </summary>
    internal static double Within(double probability, int windowDays) =>
        windowDays == HorizonDays ? probability : 1 - Math.Pow(1 - probability, Math.Sqrt(windowDays / Horizon));

    /// <summary>The log-odds within 90 days that are a probability within another window.</summary>
    public static double LogOddsWithinHorizon(double probability, int windowDays) =>
        Logit.Of(
            windowDays == HorizonDays ? probability : 1 - Math.Pow(1 - probability, Math.Sqrt(Horizon / windowDays))
        );
}
