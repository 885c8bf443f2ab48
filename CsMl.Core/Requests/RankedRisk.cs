using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <param name="Place">The place in the list, from which the next page can continue.</param>
internal sealed record RankedRisk(RiskRow Row, string Place)
{
    public AccountSummary Account => Row.Account;

    public PredictionSummary Prediction => Row.Prediction;
}
