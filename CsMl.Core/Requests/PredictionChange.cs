using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Explanations;

namespace CsMl.Core.Requests;

/// <param name="Points">Change of the probability in percentage points; the sum of the factors' points.</param>
/// <param name="LogOdds">Change of the log-odds; the sum of the factors' log-odds.</param>
/// <param name="FactsChanged">False if only time has passed between the two predictions.</param>
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
