using CsMl.Core.Predictions.Rules;

namespace CsMl.Core.Predictions.Llm.Replies;

/// <summary>
/// Makes a model's answer the prediction: the rules' own record with the model's judgement in it. What the model
/// judges is the probability, how grave a finding is, what it means and what to do; values, thresholds, trends,
/// categories and dates are computed, as they are without a model.
/// </summary>
internal static class ApplyReply
{
    /// <summary>What must surface has its place on top of these.</summary>
    private const int MostFactors = ReplyBounds.Factors;

    private const int MostDrivers = ReplyBounds.Drivers;
    private const int MostReassurances = 2;

    /// <param name="kept">Grounded, and held to the facts.</param>
    /// <param name="rules">Of the same request.</param>
    /// <param name="names">Of the prompt that the model answered.</param>
    public static Prediction Apply(ModelAnswer kept, RulesAnswer rules, PredictionRequest request, Pseudonyms names)
    {
        var probability = PredictByRules.Shown(kept.Probability);
        var category = request.Scale.CategoryOf(probability);
        var confidence = Math.Round(Math.Min(kept.Confidence, rules.Quality.MostModelConfidence), 2);
        var drivers = Drivers(kept, rules.Verdict, names);
        var prediction = rules.Prediction switch
        {
            ChurnPrediction churn => churn with
            {
                RiskCategory = category,
                ChurnProbability = probability,
                RetentionProbability = Math.Round(1 - probability, 4),
                PrimaryChurnDrivers = drivers ?? churn.PrimaryChurnDrivers,
                InterventionUrgency = category.Urgency(),
                SuggestedCTA = Advise.Cta(category, rules.Verdict.Trouble(MostFactors)),
            },
            HealthTrendPrediction trend => trend with
            {
                Summary = kept.Summary is { Length: > 0 } summary ? Show(summary, names) : trend.Summary,
            },
            ExpansionPrediction expansion => expansion with
            {
                ExpansionProbability = probability,
                ExpansionDrivers = drivers ?? expansion.ExpansionDrivers,
            },
            EngagementDeclinePrediction decline => decline with
            {
                DeclineProbability = probability,
                DeclineDrivers = drivers ?? decline.DeclineDrivers,
            },
            var other => other,
        };
        return prediction with
        {
            Probability = probability,
            Confidence = confidence,
            ConfidenceLevel = Completeness.Level(confidence),
            RiskFactors = Factors(kept, rules, names) ?? prediction.RiskFactors,
            Recommendations =
                kept.Recommendations.Count == 0
                    ? prediction.Recommendations
                    : [.. kept.Recommendations.Select(r => Show(r, names))],
            Explanation =
                kept.Explanation.Length == 0
                    ? Explain(request, probability, category, rules)
                    : Show(kept.Explanation, names),
            Source = PredictionSource.Llm,
            FallbackReason = null,
        };
    }

    /// <summary>
    /// What must surface first and in the rules' words, which cannot be talked down; then the model's, but for those
    /// that say the same. Null: there is nothing.
    /// </summary>
    private static IReadOnlyList<string>? Drivers(ModelAnswer kept, Verdict verdict, Pseudonyms names)
    {
        var musts = verdict.For(MostDrivers).Where(w => w.Finding.MustSurface).Select(w => w.Finding).ToList();
        var own = kept.Drivers.Where(driver => !musts.Exists(must => SaysTheSame(driver, must)));
        List<string> all = [.. musts.Select(m => m.Sentence), .. own.Select(driver => Show(driver, names))];
        return all.Count == 0 ? null : [.. all.Take(MostDrivers)];
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
            : finding.Rule == nameof(QuietForItsRhythm) ? ["activity", "contact", "silen", "quiet", "inactiv"]
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
    private static IReadOnlyList<RiskFactor>? Factors(ModelAnswer kept, RulesAnswer rules, Pseudonyms names)
    {
        var trouble = rules.Verdict.Trouble(rules.Verdict.Findings.Count);
        var cited = kept.Factors.DistinctBy(f => (f.Evidence, f.Evidence == CitedFactor.Texts ? f.Description : ""));
        List<RiskFactor> first = [];
        List<RiskFactor> rest = [];
        foreach (var weighed in trouble.Where(w => w.Finding.MustSurface))
        {
            var byRules = PredictByRules.Factor(weighed);
            var byModel = kept.Factors.FirstOrDefault(f => f.Evidence == weighed.Finding.Rule);
            // An alarm may be made graver and explained, but not played down.
            first.Add(
                byModel is null
                    ? byRules
                    : byRules with
                    {
                        Impact = (Degree)Math.Max((int)byModel.Impact, (int)byRules.Impact),
                        Description = Show(byModel.Description, names),
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
                        Show(factor.Description, names)
                    )
                );
            }
        }

        return first.Count + rest.Count == 0 ? null : [.. first.Concat(rest).Take(MostFactors)];
    }

    /// <summary>What was written is not measured: it has no value, no threshold and no trend.</summary>
    private static RiskFactor FromTexts(CitedFactor factor, Pseudonyms names) =>
        new(
            "Notes and subjects",
            factor.Impact,
            "mentioned",
            "not mentioned",
            Trend.Stable,
            Show(factor.Description, names)
        );

    private static Recommendation Show(Recommendation advice, Pseudonyms names) =>
        advice with
        {
            Action = Show(advice.Action, names),
            Rationale = Show(advice.Rationale, names),
            ExpectedImpact = Show(advice.ExpectedImpact, names),
            Timeframe = Show(advice.Timeframe, names),
        };

    /// <summary>
    /// With the names back in their places, unless what a placeholder stands for is itself a link or markup: a
    /// reply must not carry out of the notes what it may not write itself.
    /// </summary>
    private static string Show(string text, Pseudonyms names) =>
        names.Restore(text) is var shown && PlainWords.Smuggled(shown) is null ? shown : text;

    /// <summary>In the rules' words, for the model's probability.</summary>
    private static string Explain(
        PredictionRequest request,
        double probability,
        RiskCategory category,
        RulesAnswer rules
    ) =>
        Predictions.Explain.InWords(
            request,
            probability,
            category,
            rules.Verdict.For(MostDrivers),
            rules.Verdict.Against(MostReassurances),
            rules.Quality
        );
}
