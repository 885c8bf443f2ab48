namespace CsMl.Core.Predictions.Rules;

/// <summary>The result of a set of rules.</summary>
/// <param name="Probability">0–1.</param>
public sealed record RuleEvaluation(double Probability, IReadOnlyList<WeightedFinding> Findings)
{
    /// <summary>Log-odds of the prior, before any finding, under the model in use.</summary>
    public double PriorLogOdds { get; init; }

    /// <summary>The same by the rules alone.</summary>
    public double RulesPriorLogOdds { get; init; }

    /// <summary>Findings for the event, strongest first. Findings that must be named are kept, however weak.</summary>
    public IReadOnlyList<WeightedFinding> DriversFor(int most) => Top(IsFor, static w => w.LogOdds, most);

    /// <summary>Findings against the event, strongest first.</summary>
    public IReadOnlyList<WeightedFinding> Against(int most) =>
        Top(static w => w is { LogOdds: < 0, Finding.IsNamed: true, IsTurned: false }, static w => -w.LogOdds, most);

    /// <summary>
    /// Findings that a manager should know and that are reasons neither for nor against the event: those that must be named
    /// although they do not raise the probability, and those that outcomes have turned.
    /// </summary>
    public IReadOnlyList<WeightedFinding> Beside(int most) =>
        Top(
            static w => w.IsTurned || w is { LogOdds: <= 0, Finding: { MustSurface: true, IsNamed: false } },
            static w => Math.Abs(w.LogOdds),
            most
        );

    /// <summary>Findings of trouble with the account, whether they count for or against the event.</summary>
    public IReadOnlyList<WeightedFinding> Trouble(int most) =>
        Top(static w => w is { Gravity: > 0, IsTurned: false } || w.Finding.MustSurface, static w => w.Gravity, most);

    /// <summary>
    /// A finding that must be named is included even if it reassures a little. It is no reason for a welcome event,
    /// whatever its share.
    /// </summary>
    private static bool IsFor(WeightedFinding w) =>
        w.Finding.MustSurface ? !w.IsReversed : w is { LogOdds: > 0, Finding.IsNamed: true, IsTurned: false };

    private List<WeightedFinding> Top(Predicate<WeightedFinding> wanted, Func<WeightedFinding, double> rank, int most)
    {
        var top = new List<WeightedFinding>(Findings.Count);
        foreach (var weighed in Findings)
        {
            if (wanted(weighed))
            {
                // An insertion sort is stable, so equal findings keep the order of the rules.
                var at = top.Count;
                while (at > 0 && rank(top[at - 1]) < rank(weighed))
                {
                    at--;
                }

                top.Insert(at, weighed);
            }
        }

        // Findings that must be named take precedence over findings that only weigh more.
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
