using CsMl.Core.Predictions.Rules;

namespace CsMl.Core.Predictions;

/// <summary>What the rules concluded, and from what.</summary>
public sealed record RulesPrediction(Prediction Prediction, RuleEvaluation Evaluation, DataCompleteness Quality);
