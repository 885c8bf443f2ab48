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
        (QuietForItsRhythm.See, 1),
        (LowHealth.See, 1),
        (MovingHealth.See, 1),
        (SuddenDrop.See, 1),
        (SustainedDecline.See, 1),
        (BadFeelings.See, 1),
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
        (MovingHealth.See, 2),
        (SustainedDecline.See, 1),
        (SuddenDrop.See, 0.5),
        (BadFeelings.See, 0.5),
        (UnresolvedTickets.See, 0.5),
        (QuietForItsRhythm.See, 0.3)
    );

    public static readonly RuleSet Expansion = new(
        prior: 0.15,
        (AlreadyLeft.See, -1),
        (OpenOpportunities.See, -2),
        (ChangingEngagement.See, -0.6),
        (QuietForItsRhythm.See, -0.4),
        (LowHealth.See, -1),
        (MovingHealth.See, -0.5),
        (BadFeelings.See, -0.8),
        (UnresolvedTickets.See, -0.5)
    );

    public static readonly RuleSet EngagementDecline = new(
        prior: 0.30,
        (AlreadyLeft.See, 1),
        (QuietForItsRhythm.See, 1),
        (ChangingEngagement.See, 0.7),
        (NoMeetings.See, 1),
        (NoExecutive.See, 0.5),
        (BadFeelings.See, 0.5),
        (MovingHealth.See, 0.5),
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
    public Verdict Judge(Signals signals, int windowDays)
    {
        var weighed = new List<Weighed>(rules.Length);
        var logOdds = priorLogOdds;
        foreach (var (see, weight) in rules)
        {
            if (see(signals) is { } finding)
            {
                var share = weight * finding.LogOdds;
                logOdds += share;
                weighed.Add(new Weighed(finding, share));
            }
        }

        return new Verdict(Within(Logit.Probability(logOdds), windowDays), weighed) { PriorLogOdds = priorLogOdds };
    }

    /// <summary>
    /// From the chance within 90 days to that within another window. Twice the window is not twice the danger:
    /// accounts differ, those that come through the first days are the lasting ones, and the hazard falls with time.
    /// It is taken to fall so that the cumulative hazard grows as the square root of the window (Weibull, shape 1/2).
    /// </summary>
    private static double Within(double probability, int windowDays) =>
        windowDays == (int)Horizon ? probability : 1 - Math.Pow(1 - probability, Math.Sqrt(windowDays / Horizon));
}

/// <summary>A finding and its share of the log-odds: positive makes the foretold event likelier.</summary>
internal readonly record struct Weighed(Finding Finding, double LogOdds)
{
    /// <summary>How much trouble it is in this set, whichever way it weighs; below 0 for what reassures.</summary>
    public double Gravity => Finding.LogOdds < 0 ? -Math.Abs(LogOdds) : Math.Abs(LogOdds);
}

/// <summary>What a set of rules concluded.</summary>
/// <param name="Probability">0–1.</param>
internal sealed record Verdict(double Probability, IReadOnlyList<Weighed> Findings)
{
    /// <summary>What is held before anything is known.</summary>
    public double PriorLogOdds { get; init; }

    /// <summary>What speaks for the event, strongest first; what must be named is kept, however weak.</summary>
    public IReadOnlyList<Weighed> For(int most) => Top(IsFor, static w => w.LogOdds, most);

    /// <summary>What speaks against it, strongest first.</summary>
    public IReadOnlyList<Weighed> Against(int most) =>
        Top(static w => w.LogOdds < 0 && !IsFor(w), static w => -w.LogOdds, most);

    /// <summary>What is amiss with the account, whichever way it weighs.</summary>
    public IReadOnlyList<Weighed> Trouble(int most) =>
        Top(static w => w.Finding.LogOdds > 0 || w.Finding.MustSurface, static w => w.Gravity, most);

    /// <summary>What must be named stands here even where it reassures a little, but not where trouble speaks against the event.</summary>
    private static bool IsFor(Weighed w) => w.LogOdds > 0 || (w.Finding.MustSurface && w.Finding.LogOdds <= 0);

    private List<Weighed> Top(Predicate<Weighed> wanted, Func<Weighed, double> rank, int most)
    {
        var top = new List<Weighed>(Findings.Count);
        foreach (var weighed in Findings)
        {
            if (wanted(weighed))
            {
                // An insertion sort keeps the rules' own order between equals.
                var at = top.Count;
                while (at > 0 && rank(top[at - 1]) < rank(weighed))
                {
                    at--;
                }

                top.Insert(at, weighed);
            }
        }

        // What must be named is taken before what merely weighs more.
        for (var i = top.Count - 1; i >= 0 && top.Count > most; i--)
        {
            if (!top[i].Finding.MustSurface)
            {
                top.RemoveAt(i);
            }
        }

        return top;
    }
}
