using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <param name="Place">In the list, to go on behind.</param>
internal sealed record RankedRisk(RiskRow Row, string Place)
{
    public AccountSummary Account => Row.Account;

    public PredictionSummary Prediction => Row.Prediction;
}
