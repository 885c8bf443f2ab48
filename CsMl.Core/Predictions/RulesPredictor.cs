using CsMl.Core.Accounts;
using CsMl.Core.Predictions.Explanations;
using CsMl.Core.Predictions.Rules;
using CsMl.Core.Predictions.Types;

namespace CsMl.Core.Predictions;

/// <summary>
/// Predicts from the rules alone, without a model. A pure function: the same facts at the same instant always give the
/// same prediction, except for its id.
/// </summary>
public static class RulesPredictor
{
    private const int MostDrivers = 4;
    private const int MostFactors = 6;

    /// <summary>
    /// Lower limit of a probability. Nothing is certain, but rounding to four decimal places could give 0 or 1.
    /// </summary>
    private const double LeastProbability = 0.0001;

    private static readonly IReadOnlyList<string> NoDriver = ["Nothing on record stands out"];
    private static readonly IReadOnlyList<string> NothingKnown = ["Nothing is known about the account"];

    public static Prediction Predict(PredictionRequest request) =>
        PredictWithBasis(request, Signals.Of(request.Facts, request.AsOf)).Prediction;

    /// <summary>The prediction and what it was made from.</summary>
    /// <param name="signals">The signals of the request's facts at its instant.</param>
    public static RulesPrediction PredictWithBasis(PredictionRequest request, Signals signals)
    {
        var type = PredictionTypes.Of(request.Type);
        var evaluation = type.RuleSet.Evaluate(signals, request.WindowDays, type.IsLearned ? request.Model : null);
        var probability = Shown(evaluation.Probability);
        var category = request.Scale.CategoryOf(probability);
        var quality = DataCompleteness.Of(signals);
        var confidence = quality.ConfidenceOfRules(
            isCalibrated: request.IsCalibrated && request.WindowDays == RuleSet.HorizonDays
        );
        var drivers = evaluation.DriversFor(MostDrivers);
        var trouble = evaluation.Trouble(MostFactors);

        var estimate = new Estimate(
            probability,
            category,
            MissingData.IsNothingKnown(signals, quality.Report) ? NothingKnown : Sentences(drivers),
            trouble
        );
        var prediction = type.Create(estimate, signals, request.WindowDays) with
        {
            PredictionId = request.PredictionId ?? PredictionId.New(request.AsOf),
            AccountId = request.Facts.AccountId,
            AccountName = request.Facts.Name,
            Lifecycle = signals.Lifecycle,
            Probability = probability,
            Confidence = confidence,
            ConfidenceLevel = DataCompleteness.Level(confidence),
            PredictionWindowDays = request.WindowDays,
            RiskFactors = Factors(trouble),
            Recommendations = RecommendActions.For(
                type.IsWelcome ? [.. drivers.Union(trouble)] : trouble,
                category,
                signals,
                quality
            ),
            Explanation = ExplainPrediction.InWords(
                request,
                signals,
                probability,
                evaluation,
                quality,
                PredictionSource.Rules
            ),
            Source = PredictionSource.Rules,
            FallbackReason = quality.IsSufficient ? FallbackReason.LlmNotConfigured : FallbackReason.InsufficientData,
            DataQuality = quality.Report,
            Status = PredictionStatus.Active,
            PredictedAt = request.AsOf,
            ValidUntil = request.AsOf.AddDays(request.ValidityDays),
        };
        return new RulesPrediction(prediction, evaluation, quality);
    }

    /// <summary>A probability as returned: rounded to four decimal places, and never 0 or 1.</summary>
    internal static double Shown(double probability) =>
        Math.Clamp(Math.Round(probability, 4), LeastProbability, 1 - LeastProbability);

    private static IReadOnlyList<string> Sentences(IReadOnlyList<WeightedFinding> findings)
    {
        if (findings.Count == 0)
        {
            return NoDriver;
        }

        var sentences = new string[findings.Count];
        for (var i = 0; i < sentences.Length; i++)
        {
            sentences[i] = findings[i].Finding.Sentence;
        }

        return sentences;
    }

    private static RiskFactor[] Factors(IReadOnlyList<WeightedFinding> trouble)
    {
        var factors = new RiskFactor[trouble.Count];
        for (var i = 0; i < factors.Length; i++)
        {
            factors[i] = Factor(trouble[i]);
        }

        return factors;
    }

    internal static RiskFactor Factor(WeightedFinding trouble) =>
        new(
            trouble.Finding.Factor,
            trouble.Gravity switch
            {
                >= 0.7 => Degree.High,
                >= 0.3 => Degree.Medium,
                _ => Degree.Low,
            },
            trouble.Finding.CurrentValue,
            trouble.Finding.Threshold,
            trouble.Finding.Trend,
            trouble.Finding.Sentence
        );
}
