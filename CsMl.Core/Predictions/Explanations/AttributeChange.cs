namespace CsMl.Core.Predictions.Explanations;

/// <summary>
/// Attributes the change between two predictions to the parts they were made from. Evidence is additive in log-odds, so
/// there a factor's part is exactly its own change. In points of probability each factor gets the same share of the
/// change as it has of the change in log-odds. That share is the integral of the probability's gradient along the
/// straight line between the two predictions (the value of Aumann and Shapley 1974; integrated gradients, Sundararajan,
/// Taly and Yan 2017). This attribution adds up exactly, gives equal parts to equal changes, keeps the sign of each
/// part and does not depend on the order of the factors. The average over all orders (Shapley 1953) has the same
/// properties but takes 2ⁿ times the work.
/// </summary>
internal static class AttributeChange
{
    /// <summary>The probability before any finding.</summary>
    public const string Prior = "Prior";

    /// <summary>The difference between the windows of the two predictions.</summary>
    public const string Window = "Window";

    /// <summary>The rounding of the sum to four decimal places and its lower and upper limits.</summary>
    public const string Bounds = "Bounds";

    /// <summary>The difference between the model's and the rules' probability.</summary>
    public const string Model = "LanguageModel";

    /// <summary>The difference between the weights of the two predictions, at the facts of the first.</summary>
    public const string Weights = "Weights";

    /// <summary>All parts that changed, largest first. They add up to the change.</summary>
    /// <param name="other">What weighed the second prediction, if it is another model than weighed the first; else null.</param>
    public static IReadOnlyList<FactorChange> Between(
        ComparablePrediction before,
        ComparablePrediction after,
        ChurnModel? other = null
    )
    {
        var sameWindow = before.WindowDays == after.WindowDays;
        var (old, @new) = (Parts(before, sameWindow), Parts(after, sameWindow));
        if (other is not null)
        {
            // Each factor is told by what became of the account, and all of the change of weights is one part.
            var weighed = other.Weigh(before.Basis);
            foreach (var finding in weighed.Findings)
            {
                old[finding.Rule] = finding;
            }

            var byWeights = weighed.Sum - before.Basis.Sum;
            @new[Weights] = new RuleContribution(Weights, "What outcomes taught", byWeights, "", "");
        }

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
                        Text(from?.Value),
                        Text(to?.Value),
                        logOdds,
                        pointsEach * logOdds,
                        Text((to ?? from)!.Sentence)
                    );
                })
                .Where(part => part.LogOdds != 0)
                .OrderByDescending(part => Math.Abs(part.LogOdds)),
        ];
    }

    /// <summary>
    /// The parts of one prediction, largest first: what leads from the probability before any finding, which is the
    /// first value, to its own.
    /// </summary>
    public static (double Usual, IReadOnlyList<FactorChange> Parts) Of(ComparablePrediction prediction)
    {
        var usual = Logit.Probability(prediction.Basis.PriorLogOdds);
        var before = new ComparablePrediction(
            usual,
            PredictionSource.Rules,
            PredictionRequest.DefaultWindowDays,
            prediction.Basis with
            {
                Findings = [],
            }
        );
        return (usual, Between(before, prediction));
    }

    private static string? Text(string? text) => text is { Length: > 0 } ? text : null;

    /// <summary>Points of probability (0–100) per unit of log-odds, averaged over the change.</summary>
    private static double PointsEach(double before, double after, double change) =>
        // Without a change this is the gradient at that point.
        100 * (change == 0 ? after * (1 - after) : (after - before) / change);

    /// <summary>All parts that add up to a prediction's log-odds.</summary>
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
