namespace CsMl.Core.Predictions;

/// <summary>
/// The rules' numbers for one account, without words: enough to learn from, and to compute the probability under
/// another <see cref="ChurnModel"/>. It stands in rows that are read for a whole tenant, where a
/// <see cref="PredictionBasis"/> would be ten times as long.
/// </summary>
/// <param name="Prior">Log-odds of the rules' prior.</param>
/// <param name="Findings">Log-odds that each rule with a finding contributes by the rules alone, by its name.</param>
public sealed record RulesEvidence(double Prior, IReadOnlyDictionary<string, double> Findings, LearningSignals Signals)
{
    /// <summary>The basis of a prediction by the rules alone, with the numbers only.</summary>
    public PredictionBasis ToBasis() =>
        new(
            HealthScore: null,
            AnnualRevenue: null,
            ActiveDays: null,
            Prior,
            RulesLogOdds: 0,
            [.. Findings.Select(f => new RuleContribution(NameOf(f.Key), NameOf(f.Key), f.Value, "", ""))]
        )
        {
            Signals = Signals,
        };

    /// <summary>One text for all rows, where there is one: many thousands of them are held while outcomes are learned from.</summary>
    private static string NameOf(string rule) => string.IsInterned(rule) ?? rule;
}
