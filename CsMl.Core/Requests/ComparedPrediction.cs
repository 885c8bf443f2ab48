using CsMl.Core.Predictions;

namespace CsMl.Core.Requests;

public sealed record ComparedPrediction(
    string PredictionId,
    DateTimeOffset PredictedAt,
    double Probability,
    int PredictionWindowDays,
    PredictionSource Source
);
