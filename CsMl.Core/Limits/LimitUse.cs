namespace CsMl.Core.Limits;

/// <summary>How far a limit of the day is used.</summary>
/// <param name="Quota">How often a day.</param>
/// <param name="Used">How often so far.</param>
/// <param name="IsGranted">False if the day's quota was used before.</param>
/// <param name="Day">The day on which it is counted (UTC), yyyy-MM-dd.</param>
/// <param name="ResetsIn">The time to the next day (UTC).</param>
public sealed record LimitUse(LimitKind Kind, int Quota, int Used, bool IsGranted, string Day, TimeSpan ResetsIn)
{
    public int Remaining => Math.Max(0, Quota - Used);

    /// <summary>At least 1, so that the next day has begun once they have passed.</summary>
    public int SecondsToReset => (int)Math.Ceiling(ResetsIn.TotalSeconds);
}
