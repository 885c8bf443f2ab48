using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Storage;

namespace CsMl.Core.Morning;

/// <summary>An account whose category is another one than some days ago: it is at risk, or was and has recovered.</summary>
/// <param name="Before">The category then.</param>
public sealed record MovedAccount(
    AccountSummary Account,
    PredictionSummary Prediction,
    RiskCategory Before,
    RiskChange Change
);
