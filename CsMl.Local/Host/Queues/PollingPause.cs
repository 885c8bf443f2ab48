namespace CsMl.Local.Host.Queues;

/// <summary>The pause before an empty queue is polled again: doubled each time, up to a limit.</summary>
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
