namespace CsMl.Core.Predictions.Settlements;

/// <summary>The decision on a prediction: open, no longer decidable, or settled.</summary>
internal readonly record struct SettlementDecision(bool IsOpen, Settlement? Settlement)
{
    public static readonly SettlementDecision Open = new(true, null);

    public static readonly SettlementDecision Unknown = new(false, null);

    /// <summary>The account had left before the prediction, so that there was nothing to predict.</summary>
    public static readonly SettlementDecision Void = Unknown with { HadLeft = true };

    public bool HadLeft { get; init; }

    public static SettlementDecision Settled(Settlement settlement) => new(false, settlement);
}
