namespace CsMl.Local.Sample;

/// <summary>Computes the instants of the scenarios.</summary>
internal static class SampleClock
{
    /// <summary>
    /// An instant this many days before <paramref name="now"/>, to the minute; a negative number is in the future.
    /// </summary>
    public static DateTimeOffset At(DateTimeOffset now, double daysAgo)
    {
        var at = now.ToUniversalTime().AddDays(-daysAgo);
        return at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));
    }
}
