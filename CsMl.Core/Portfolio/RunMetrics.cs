using System.Diagnostics.Metrics;

namespace CsMl.Core.Portfolio;

/// <summary>Counters for runs and their messages.</summary>
public sealed class RunMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string Meter = "CsMl.Runs";

    private readonly Counter<long> resumed;
    private readonly Counter<long> dropped;

    public RunMetrics(IMeterFactory meters)
    {
        // The factory owns the meter and disposes it.
        var meter = meters.Create(Meter);
        resumed = meter.CreateCounter<long>("csml.runs.resumed", null, "Runs that stood still and were sent on.");
        dropped = meter.CreateCounter<long>("csml.messages.dropped", null, "Messages that nobody can read.");
    }

    public void CountResumed() => resumed.Add(1);

    public void CountDropped(string queue) => dropped.Add(1, new KeyValuePair<string, object?>("csml.queue", queue));
}
