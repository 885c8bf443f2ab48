using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Rules;
using CsMl.Core.Privacy;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>
/// Merges a model's answer with the rules' findings. Values, thresholds and trends come from the finding. A finding
/// that must be named is added to the model's own, without duplicates.
/// </summary>
internal static class MergeFindings
{
    /// <summary>
    /// The drivers: first the findings that must be named, in the rules' words, so that a model cannot play them down;
    /// then the model's drivers, without duplicates. Null if there are none.
    /// </summary>
    public static IReadOnlyList<string>? Drivers(ModelAnswer kept, RuleEvaluation evaluation, Pseudonyms names)
    {
        var musts = evaluation
            .DriversFor(ReplyBounds.Drivers)
            .Where(w => w.Finding.MustSurface)
            .Select(w => w.Finding)
            .ToList();
        var own = kept.Drivers.Where(driver => !musts.Exists(must => SaysTheSame(driver, must)));
        List<string> all = [.. musts.Select(m => m.Sentence), .. own.Select(driver => RestoreNames.In(driver, names))];
        return all.Count == 0 ? null : [.. all.Take(ReplyBounds.Drivers)];
    }

    /// <summary>True if both have the same subject and the same numbers. In case of doubt both are kept.</summary>
    private static bool SaysTheSame(string driver, Finding finding)
    {
        if (driver.TrimEnd('.').Equals(finding.Sentence, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        string[] subjects =
            finding.Rule == nameof(LowHealth) ? ["health"]
            : finding.Rule == nameof(SilenceAgainstRhythm) ? ["activity", "contact", "silen", "quiet", "inactiv"]
            : [];
        var cited = Numbers(driver);
        var values = Numbers(finding.CurrentValue);
        return values.Count > 0
            && values.IsSubsetOf(cited)
            && cited.IsSubsetOf(Numbers($"{finding.Sentence}; {finding.Threshold}"))
            && Array.Exists(subjects, subject => driver.Contains(subject, StringComparison.OrdinalIgnoreCase));
    }

    private static HashSet<decimal?> Numbers(string text) => [.. CitedNumber.In(text).Select(n => n.Value)];

    /// <summary>
    /// The risk factors: the cited findings of trouble, each once, with those that must be named first. A reassuring
    /// finding may be cited to support a lower probability, but it is not a risk factor; it appears in the explanation,
    /// as without a model. Null if there are none.
    /// </summary>
    public static IReadOnlyList<RiskFactor>? Factors(ModelAnswer kept, RulesPrediction rules, Pseudonyms names)
    {
        var trouble = rules.Evaluation.Trouble(rules.Evaluation.Findings.Count);
        var cited = kept.Factors.DistinctBy(f => (f.Evidence, f.Evidence == CitedFactor.Texts ? f.Description : ""));
        List<RiskFactor> first = [];
        List<RiskFactor> rest = [];
        foreach (var weighed in trouble.Where(w => w.Finding.MustSurface))
        {
            var byRules = RulesPredictor.Factor(weighed);
            var byModel = kept.Factors.FirstOrDefault(f => f.Evidence == weighed.Finding.Rule);
            // A model may raise the severity of such a finding and explain it, but may not lower it.
            first.Add(
                byModel is null
                    ? byRules
                    : byRules with
                    {
                        Impact = (Degree)Math.Max((int)byModel.Impact, (int)byRules.Impact),
                        Description = RestoreNames.In(byModel.Description, names),
                    }
            );
        }

        foreach (var factor in cited)
        {
            if (factor.Evidence == CitedFactor.Texts)
            {
                rest.Add(FromTexts(factor, names));
            }
            else if (
                trouble.FirstOrDefault(w => w.Finding.Rule == factor.Evidence) is
                { Finding: { MustSurface: false } finding }
            )
            {
                rest.Add(
                    new RiskFactor(
                        finding.Factor,
                        factor.Impact,
                        finding.CurrentValue,
                        finding.Threshold,
                        finding.Trend,
                        RestoreNames.In(factor.Description, names)
                    )
                );
            }
        }

        return first.Count + rest.Count == 0 ? null : [.. first.Concat(rest).Take(ReplyBounds.Factors)];
    }

    /// <summary>A factor from texts is not measured: it has no value, threshold or trend.</summary>
    private static RiskFactor FromTexts(CitedFactor factor, Pseudonyms names) =>
        new(
            "Notes and subjects",
            factor.Impact,
            "mentioned",
            "not mentioned",
            Trend.Stable,
            RestoreNames.In(factor.Description, names)
        );
}
