using CsMl.Core.Predictions.Rules;

namespace CsMl.Core.Predictions;

/// <summary>The rules' prediction with its evaluation and the completeness of its data.</summary>
public sealed record RulesPrediction(Prediction Prediction, RuleEvaluation Evaluation, DataCompleteness Quality);
