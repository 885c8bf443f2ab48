using System.Diagnostics.Metrics;
using CsMl.Core.Json;

namespace CsMl.Core.Predictions;

/// <summary>Counts predictions by type, source and fallback reason.</summary>
public sealed class PredictionCounter(IMeterFactory meters)
{
    /// <summary>Name of the app's meter for models and predictions.</summary>
    public const string Meter = "CsMl.Llm";

    private readonly Counter<long> _predictions = meters
        .Create(Meter)
        .CreateCounter<long>("csml.predictions", null, "Predictions made, by who made them and why.");

    public void Add(Prediction prediction) =>
        _predictions.Add(
            1,
            new("csml.prediction.type", EnumNames.Of(prediction.Type)),
            new("csml.prediction.source", EnumNames.Of(prediction.Source)),
            new("csml.fallback.reason", prediction.FallbackReason is { } reason ? EnumNames.Of(reason) : null)
        );
}
