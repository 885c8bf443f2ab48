namespace CsMl.Local.Sample;

/// <summary>The instants of the stories.</summary>
internal static class SampleClock
{
    /// <summary>So many whole days before <paramref name="now"/>, to the minute; negative: after it.</summary>
    public static DateTimeOffset At(DateTimeOffset now, double daysAgo)
    {
        var at = now.ToUniversalTime().AddDays(-daysAgo);
        return at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));
    }
}
