namespace CsMl.Core.Outcomes;

/// <summary>Open, unknown for ever, or settled.</summary>
internal readonly record struct Judgement(bool IsOpen, Settlement? Settlement)
{
    public static readonly Judgement Open = new(true, null);

    public static readonly Judgement Unknown = new(false, null);

    public static Judgement Settled(Settlement settlement) => new(false, settlement);
}
