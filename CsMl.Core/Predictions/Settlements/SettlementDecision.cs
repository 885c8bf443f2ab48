namespace CsMl.Core.Predictions.Settlements;

/// <summary>The decision on a prediction: open, no longer decidable, or settled.</summary>
internal readonly record struct SettlementDecision(bool IsOpen, Settlement? Settlement)
{
    public static readonly SettlementDecision Open = new(true, null);

    public static readonly SettlementDecision Unknown = new(false, null);

    public static SettlementDecision Settled(Settlement settlement) => new(false, settlement);
}
