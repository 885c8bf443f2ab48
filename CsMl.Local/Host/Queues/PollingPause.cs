namespace CsMl.Local.Host.Queues;

/// <summary>How long to wait before the next look into a queue that was empty: twice as long each time, up to a bound.</summary>
internal sealed class PollingPause(TimeSpan longest)
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private TimeSpan _next = Shortest;

    public TimeSpan Next()
    {
        var pause = _next;
        _next = pause < longest / 2 ? pause * 2 : longest;
        return pause;
    }

    public void Reset() => _next = Shortest;
}
