using System.Diagnostics.Metrics;
using CsMl.Core.Json;

namespace CsMl.Core.Portfolio;

/// <summary>Counters for runs and their messages.</summary>
public sealed class RunMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string Meter = "CsMl.Runs";

    private readonly Counter<long> _resumed;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _closed;

    public RunMetrics(IMeterFactory meters)
    {
        // The factory owns the meter and disposes it.
        var meter = meters.Create(Meter);
        _resumed = meter.CreateCounter<long>("csml.runs.resumed", null, "Runs that stood still and were sent on.");
        _dropped = meter.CreateCounter<long>("csml.messages.dropped", null, "Messages that nobody can read.");
        _closed = meter.CreateCounter<long>("csml.runs.closed", null, "Runs that were closed, by kind and state.");
    }

    public void CountResumed() => _resumed.Add(1);

    public void CountClosed(RunRecord run) =>
        _closed.Add(
            1,
            new KeyValuePair<string, object?>("csml.run.kind", EnumNames.Of(run.Kind)),
            new KeyValuePair<string, object?>("csml.run.state", EnumNames.Of(run.State))
        );

    public void CountDropped(string queue) => _dropped.Add(1, new KeyValuePair<string, object?>("csml.queue", queue));
}
