using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

public sealed record HighRiskAccount(AccountGlance Account, PredictionGlance Prediction);
