using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

public sealed record HighRiskAccount(AccountSummary Account, PredictionSummary Prediction);
