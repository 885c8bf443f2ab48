using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Settlements;

/// <summary>The data known about a prediction after the end of its window.</summary>
/// <param name="Facts">The current facts of the account in the CRM.</param>
/// <param name="HasLeft">True if the account has left according to the CRM now.</param>
/// <param name="Outcomes">All known outcomes of the account.</param>
internal sealed record WindowEnd(
    CountedPrediction Prediction,
    AccountFacts Facts,
    bool HasLeft,
    IReadOnlyList<Outcome> Outcomes,
    DateTimeOffset Now
)
{
    /// <summary>
    /// Time after the end of the window during which the CRM's current state counts as the state at the end.
    /// </summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(7);

    public bool IsFresh => Now <= Prediction.Due + Fresh;

    public SettlementDecision Settle(string outcome, bool happened) =>
        SettlementDecision.Settled(Settlement.Of(Prediction, outcome, happened, Now));
}
