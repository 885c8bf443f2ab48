using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Explanations;

namespace CsMl.Core.Requests;

/// <summary>A prediction of churn with what it was made of.</summary>
/// <param name="FactsChanged">True if the facts are others by now.</param>
/// <param name="Usual">The probability before any finding; null if it is not known any more.</param>
/// <param name="Parts">What leads from there to the prediction, largest first; their points add up.</param>
/// <param name="Change">The difference to the prediction before it; null if it is the first.</param>
public sealed record ExplainedPrediction(
    ChurnPrediction Prediction,
    bool FactsChanged,
    double? Usual,
    IReadOnlyList<FactorChange> Parts,
    PredictionChange? Change
);
