using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Types;
using CsMl.Core.Privacy;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>
/// Turns a model's answer into the prediction: the rules' prediction with the model's assessment in it. The model
/// assesses the probability, how severe a finding is, its meaning and the actions. Values, thresholds, trends,
/// categories and dates are always computed.
/// </summary>
internal static class ApplyReply
{
    private const int MostFactors = ReplyBounds.Factors;

    /// <param name="kept">The answer after uncited claims were dropped.</param>
    /// <param name="rules">The rules' prediction for the same request.</param>
    /// <param name="names">The pseudonyms of the prompt that the model answered.</param>
    public static Prediction Apply(ModelAnswer kept, RulesPrediction rules, PredictionRequest request, Pseudonyms names)
    {
        var probability = RulesPredictor.Shown(kept.Probability);
        var category = request.Scale.CategoryOf(probability);
        // Confidence is limited by the data, so that neither a model nor a note that it obeys can remove the
        // low-confidence warning or prevent a CTA.
        var confidence = Math.Round(
            Math.Clamp(kept.Confidence, rules.Quality.RulesConfidence, rules.Quality.MostModelConfidence),
            2
        );
        var drivers = MergeFindings.Drivers(kept, rules.Evaluation, names);
        var prediction = PredictionTypes
            .Of(request.Type)
            .Revise(
                rules.Prediction,
                new Estimate(
                    probability,
                    category,
                    drivers,
                    rules.Evaluation.Trouble(MostFactors),
                    kept.Summary is { Length: > 0 } summary ? RestoreNames.In(summary, names) : null
                )
            );
        return prediction with
        {
            Probability = probability,
            Confidence = confidence,
            ConfidenceLevel = DataCompleteness.Level(confidence),
            RiskFactors = MergeFindings.Factors(kept, rules, names) ?? prediction.RiskFactors,
            Recommendations =
                kept.Recommendations.Count == 0
                    ? prediction.Recommendations
                    : [.. kept.Recommendations.Select(r => Show(r, names))],
            Explanation =
                kept.Explanation.Length == 0
                    ? Predictions.Explanations.ExplainPrediction.InWords(
                        request,
                        Signals.Of(request.Facts, request.AsOf),
                        probability,
                        rules.Evaluation,
                        rules.Quality,
                        PredictionSource.Llm
                    )
                    : RestoreNames.In(kept.Explanation, names),
            Source = PredictionSource.Llm,
            FallbackReason = null,
        };
    }

    private static Recommendation Show(Recommendation advice, Pseudonyms names) =>
        advice with
        {
            Action = RestoreNames.In(advice.Action, names),
            Rationale = RestoreNames.In(advice.Rationale, names),
            ExpectedImpact = RestoreNames.In(advice.ExpectedImpact, names),
            Timeframe = RestoreNames.In(advice.Timeframe, names),
        };
}
