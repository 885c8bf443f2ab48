namespace CsMl.Core.Predictions.Explanations;

/// <summary>
/// Splits the change from one prediction to the next by what it was made of. In log-odds evidence adds up, so there each
/// factor's part is its own change, exactly. In points of probability every factor gets as much of the change as it has
/// of the change in log-odds, which is the integral of the probability's slope along the straight way from the one to
/// the other (the value of Aumann and Shapley 1974; integrated gradients, Sundararajan, Taly and Yan 2017). It is the
/// split that adds up exactly, gives equal parts to equal changes, keeps each one's sign, and depends on no order in
/// which the factors are taken: an average over orders (Shapley 1953) does the same for 2ⁿ times the work.
/// </summary>
internal static class AttributeChange
{
    /// <summary>What was held before anything was known.</summary>
    public const string Prior = "Prior";

    /// <summary>How far ahead the two look, where that differs.</summary>
    public const string Window = "Window";

    /// <summary>What becomes of the sum where it is shown: in four places, and never certain.</summary>
    public const string Bounds = "Bounds";

    /// <summary>What a language model made of it, beyond the rules.</summary>
    public const string Model = "LanguageModel";

    /// <summary>Every part that changed, largest first; they add up to the change.</summary>
    public static IReadOnlyList<FactorChange> Between(ComparablePrediction before, ComparablePrediction after)
    {
        var sameWindow = before.WindowDays == after.WindowDays;
        var (old, @new) = (Parts(before, sameWindow), Parts(after, sameWindow));
        var change = Logit.Of(after.Probability) - Logit.Of(before.Probability);
        var pointsEach = PointsEach(before.Probability, after.Probability, change);
        return
        [
            .. @new
                .Keys.Union(old.Keys, StringComparer.Ordinal)
                .Select(rule =>
                {
                    var (from, to) = (old.GetValueOrDefault(rule), @new.GetValueOrDefault(rule));
                    var logOdds = (to?.LogOdds ?? 0) - (from?.LogOdds ?? 0);
                    return new FactorChange(
                        rule,
                        (to ?? from)!.Factor,
                        from?.Value,
                        to?.Value,
                        logOdds,
                        pointsEach * logOdds,
                        to?.Sentence ?? from?.Sentence
                    );
                })
                .Where(part => part.LogOdds != 0)
                .OrderByDescending(part => Math.Abs(part.LogOdds)),
        ];
    }

    /// <summary>Points of probability (0–100) that a unit of log-odds is worth, on the mean of the way.</summary>
    private static double PointsEach(double before, double after, double change) =>
        // Where there is no way, the slope at the place.
        100 * (change == 0 ? after * (1 - after) : (after - before) / change);

    /// <summary>Everything that a prediction's log-odds are the sum of.</summary>
    private static Dictionary<string, RuleContribution> Parts(ComparablePrediction p, bool sameWindow)
    {
        var parts = p.Basis.Findings.ToDictionary(f => f.Rule, StringComparer.Ordinal);
        var logOdds = Logit.Of(p.Probability);
        var byRules = p.Source == PredictionSource.Llm ? p.Basis.RulesLogOdds : logOdds;
        Add(Prior, "What is usual", p.Basis.PriorLogOdds, null);
        var rest = byRules - p.Basis.PriorLogOdds - p.Basis.Findings.Sum(f => f.LogOdds);
        if (sameWindow)
        {
            Add(Bounds, "Rounding, and that nothing is certain", rest, null);
        }
        else
        {
            Add(Window, "Time looked ahead", rest, $"{p.WindowDays} days");
        }

        if (p.Source == PredictionSource.Llm)
        {
            Add(Model, "The language model's judgement", logOdds - byRules, null);
        }

        return parts;

        void Add(string rule, string factor, double share, string? value) =>
            parts[rule] = new RuleContribution(rule, factor, share, value ?? "", "");
    }
}
