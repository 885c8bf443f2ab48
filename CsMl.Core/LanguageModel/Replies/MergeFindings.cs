using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Rules;
using CsMl.Core.Privacy;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>
/// Joins what a model says with what the rules saw: values, thresholds and trends are the finding's, and what must
/// surface does so beside the model's own, and not twice.
/// </summary>
internal static class MergeFindings
{
    /// <summary>
    /// What must surface first and in the rules' words, which cannot be talked down; then the model's, but for those
    /// that say the same. Null: there is nothing.
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

    /// <summary>The same subject with the same numbers and no others; where there is no telling, both stand.</summary>
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
    /// The cited trouble, each finding once, what must surface first. A reassurance may be cited, to support a lower
    /// probability, but is no risk factor and is left to the explanation, as by rules. Null: there is nothing.
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
            // An alarm may be made graver and explained, but not played down.
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

    /// <summary>What was written is not measured: it has no value, no threshold and no trend.</summary>
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
