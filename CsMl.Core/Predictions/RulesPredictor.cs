using CsMl.Core.Accounts;
using CsMl.Core.Health;
using CsMl.Core.Predictions.Explanations;
using CsMl.Core.Predictions.Rules;

namespace CsMl.Core.Predictions;

/// <summary>
/// Predicts without a model: weighs the rules and says in sentences what they saw. A pure function: the same facts
/// at the same instant always get the same answer, but for its id.
/// </summary>
public static class RulesPredictor
{
    private const int MostDrivers = 4;
    private const int MostFactors = 6;
    private const int MostReassurances = 2;

    /// <summary>Nothing is certain; the four places shown would round it to be.</summary>
    private const double LeastProbability = 0.0001;

    private static readonly IReadOnlyList<string> NoDriver = ["Nothing on record stands out"];

    public static Prediction Predict(PredictionRequest request) =>
        PredictWithBasis(request, Signals.Of(request.Facts, request.AsOf)).Prediction;

    /// <summary>The prediction, and what it was made of.</summary>
    /// <param name="signals">Of the request's facts at its instant.</param>
    internal static RulesPrediction PredictWithBasis(PredictionRequest request, Signals signals)
    {
        var verdict = RuleSet.For(request.Type).Evaluate(signals, request.WindowDays);
        var probability = Shown(verdict.Probability);
        var category = request.Scale.CategoryOf(probability);
        var quality = DataCompleteness.Of(signals);
        var drivers = verdict.DriversFor(MostDrivers);
        var trouble = verdict.Trouble(MostFactors);

        Prediction prediction = request.Type switch
        {
            PredictionType.Churn => Churn(probability, category, Sentences(drivers), trouble),
            PredictionType.HealthTrend => HealthTrendPrediction.Of(
                AnalyseHealth.Of(signals, request.WindowDays, OverallHealthInsights.Of(signals))
            ),
            PredictionType.Expansion => new ExpansionPrediction
            {
                ExpansionProbability = probability,
                ExpansionDrivers = Sentences(drivers),
            },
            _ => new EngagementDeclinePrediction
            {
                DeclineProbability = probability,
                DeclineDrivers = Sentences(drivers),
            },
        };
        prediction = prediction with
        {
            PredictionId = request.PredictionId ?? PredictionId.New(request.AsOf),
            AccountId = request.Facts.AccountId,
            AccountName = request.Facts.Name,
            Probability = probability,
            Confidence = quality.RulesConfidence,
            ConfidenceLevel = DataCompleteness.Level(quality.RulesConfidence),
            PredictionWindowDays = request.WindowDays,
            RiskFactors = Factors(trouble),
            Recommendations = RecommendActions.For(
                request.Type == PredictionType.Expansion ? [.. drivers.Union(trouble)] : trouble,
                category
            ),
            Explanation = ExplainPrediction.InWords(
                request,
                probability,
                category,
                drivers,
                verdict.Against(MostReassurances),
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
        return new RulesPrediction(prediction, verdict, quality);
    }

    /// <summary>A probability as it is answered: in four places, and never certain.</summary>
    internal static double Shown(double probability) =>
        Math.Clamp(Math.Round(probability, 4), LeastProbability, 1 - LeastProbability);

    private static ChurnPrediction Churn(
        double probability,
        RiskCategory category,
        IReadOnlyList<string> drivers,
        IReadOnlyList<WeightedFinding> trouble
    ) =>
        new()
        {
            RiskCategory = category,
            ChurnProbability = probability,
            RetentionProbability = Math.Round(1 - probability, 4),
            PrimaryChurnDrivers = drivers,
            InterventionUrgency = category.Urgency(),
            SuggestedCTA = RecommendActions.Cta(category, trouble),
        };

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
