using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>
/// The rules of one type of prediction and how much each weighs in it: prior log-odds, plus weight times evidence
/// of every rule that fires. A negative weight turns trouble into a reason against, as it is for an expansion.
/// </summary>
/// <param name="prior">Chance, 0–1, before anything is known.</param>
internal sealed class RuleSet(double prior, params (Func<Signals, Finding?> See, double Weight)[] rules)
{
    /// <summary>The window, in days, that prior and rules speak of.</summary>
    private const double Horizon = 90;

    private readonly double priorLogOdds = Logit.Of(prior);

    // In each set the order is that of the story told to the reader where two weigh the same: what the CRM states
    // as a fact, how the account behaves, how it feels, what comes next.

    public static readonly RuleSet Churn = new(
        prior: 0.25,
        (AlreadyLeft.See, 1),
        (SilenceAgainstRhythm.See, 1),
        (LowHealth.See, 1),
        (HealthTrendRule.See, 1),
        (SuddenDrop.See, 1),
        (SustainedDecline.See, 1),
        (NegativeSentiment.See, 1),
        (UnresolvedTickets.See, 1),
        (NoExecutive.See, 1),
        (NoMeetings.See, 1),
        (RenewalNear.See, 1),
        (OverdueCtas.See, 1),
        (OpenOpportunities.See, 1)
    );

    public static readonly RuleSet HealthTrend = new(
        prior: 0.30,
        (AlreadyLeft.See, 0.5),
        (HealthTrendRule.See, 2),
        (SustainedDecline.See, 1),
        (SuddenDrop.See, 0.5),
        (NegativeSentiment.See, 0.5),
        (UnresolvedTickets.See, 0.5),
        (SilenceAgainstRhythm.See, 0.3)
    );

    public static readonly RuleSet Expansion = new(
        prior: 0.15,
        (AlreadyLeft.See, -1),
        (OpenOpportunities.See, -2),
        (EngagementChange.See, -0.6),
        (SilenceAgainstRhythm.See, -0.4),
        (LowHealth.See, -1),
        (HealthTrendRule.See, -0.5),
        (NegativeSentiment.See, -0.8),
        (UnresolvedTickets.See, -0.5)
    );

    public static readonly RuleSet EngagementDecline = new(
        prior: 0.30,
        (AlreadyLeft.See, 1),
        (SilenceAgainstRhythm.See, 1),
        (EngagementChange.See, 0.7),
        (NoMeetings.See, 1),
        (NoExecutive.See, 0.5),
        (NegativeSentiment.See, 0.5),
        (HealthTrendRule.See, 0.5),
        (LowHealth.See, 0.3)
    );

    /// <summary>The names of its rules, in their order.</summary>
    public IEnumerable<string> Names => rules.Select(rule => rule.See.Method.DeclaringType!.Name);

    public static RuleSet For(PredictionType type) =>
        type switch
        {
            PredictionType.Churn => Churn,
            PredictionType.HealthTrend => HealthTrend,
            PredictionType.Expansion => Expansion,
            _ => EngagementDecline,
        };

    /// <summary>Weighs what the rules see in <paramref name="signals"/>.</summary>
    /// <param name="windowDays">How far ahead the probability looks.</param>
    public RuleEvaluation Evaluate(Signals signals, int windowDays)
    {
        var weighed = new List<WeightedFinding>(rules.Length);
        var logOdds = priorLogOdds;
        foreach (var (see, weight) in rules)
        {
            if (see(signals) is { } finding)
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
    /// From the chance within 90 days to that within another window. Twice the window is not twice the danger:
    /// accounts differ, those that come through the first days are the lasting ones, and the hazard falls with time.
    /// It is taken to fall so that the cumulative hazard grows as the square root of the window (Weibull, shape 1/2).
    /// </summary>
    private static double Within(double probability, int windowDays) =>
        windowDays == (int)Horizon ? probability : 1 - Math.Pow(1 - probability, Math.Sqrt(windowDays / Horizon));
}
