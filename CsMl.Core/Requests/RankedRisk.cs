using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <param name="Place">The place in the list, from which the next page can continue.</param>
internal sealed record RankedRisk(RiskRow Row, string Place)
{
    public AccountSummary Account => Row.Account;

    public PredictionSummary Prediction => Row.Prediction;

    /// <summary>The account as it is now; null if it was not read, or cannot be.</summary>
    public KnownAccount? Known { get; init; }

    /// <summary>False if it was read and is not to be listed.</summary>
    public bool IsListed { get; init; } = true;
}
