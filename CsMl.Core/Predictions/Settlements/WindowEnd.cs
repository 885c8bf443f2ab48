using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Settlements;

/// <summary>What is known about a prediction once its window has passed.</summary>
/// <param name="Facts">As the CRM knows the account now.</param>
/// <param name="HasLeft">The CRM says so now.</param>
/// <param name="Outcomes">Every one that is known of the account.</param>
internal sealed record WindowEnd(
    CountedPrediction Prediction,
    AccountFacts Facts,
    bool HasLeft,
    IReadOnlyList<Outcome> Outcomes,
    DateTimeOffset Now
)
{
    /// <summary>For so long after the window's end the CRM's present state counts as that of the end.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(7);

    public bool IsFresh => Now <= Prediction.Due + Fresh;

    public SettlementDecision Settle(string outcome, bool happened) =>
        SettlementDecision.Settled(Settlement.Of(Prediction, outcome, happened, Now));
}
