using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <param name="RevenueAtRisk">
/// Probability × annual revenue, in the account's currency; null if its revenue is unknown.
/// </param>
/// <param name="Change">Null if there is no prediction from a week ago or before.</param>
/// <param name="OpenCta">Null if the account has none.</param>
public sealed record HighRiskAccount(
    ListedAccount Account,
    PredictionSummary Prediction,
    decimal? RevenueAtRisk,
    RiskChange? Change,
    OpenCta? OpenCta
);
