using System.Diagnostics.Metrics;
using CsMl.Core.LanguageModel.Client;
using CsMl.Core.Portfolio;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.LanguageModel.App;

/// <summary>What one app measured.</summary>
internal sealed class RecordedMetrics : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<(string Name, double Value, Dictionary<string, object?> Tags)> _all = [];

    public RecordedMetrics(IServiceProvider services)
    {
        var factory = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (
                instrument.Meter.Name is ModelTelemetry.Name or RunMetrics.Meter
                && ReferenceEquals(instrument.Meter.Scope, factory)
            )
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Add(i, value, tags));
        _listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Add(i, value, tags));
        _listener.Start();
    }

    /// <summary>Who made each prediction, and why not the model.</summary>
    public IReadOnlyList<(string Source, string? Reason)> Predictions =>
        [
            .. Of("csml.predictions")
                .Select(m => ((string)m.Tags["csml.prediction.source"]!, (string?)m.Tags["csml.fallback.reason"])),
        ];

    public IReadOnlyList<(double Value, Dictionary<string, object?> Tags)> Of(string name)
    {
        lock (_all)
        {
            return [.. _all.Where(m => m.Name == name).Select(m => (m.Value, m.Tags))];
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var copy = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, tag) in tags)
        {
            copy[key] = tag;
        }

        lock (_all)
        {
            _all.Add((instrument.Name, value, copy));
        }
    }
}
