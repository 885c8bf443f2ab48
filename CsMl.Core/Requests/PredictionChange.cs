using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Explanations;

namespace CsMl.Core.Requests;

/// <param name="Points">Change of probability in points of a hundred, which the factors' points add up to.</param>
/// <param name="LogOdds">Change of log-odds, which the factors' log-odds add up to.</param>
/// <param name="FactsChanged">False: only time passed between the two.</param>
/// <param name="Factors">Largest first.</param>
public sealed record PredictionChange(
    string AccountId,
    PredictionType PredictionType,
    ComparedPrediction Prediction,
    ComparedPrediction Previous,
    double Points,
    double LogOdds,
    bool FactsChanged,
    string Summary,
    IReadOnlyList<FactorChange> Factors
);
