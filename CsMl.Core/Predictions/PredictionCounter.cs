using System.Diagnostics.Metrics;
using System.Text.Json;

namespace CsMl.Core.Predictions;

/// <summary>Counts predictions by type, source and fallback reason.</summary>
public sealed class PredictionCounter(IMeterFactory meters)
{
    /// <summary>Name of the app's meter.</summary>
    public const string Meter = "CsMl.Llm";

    private readonly Counter<long> _predictions = meters
        .Create(Meter)
        .CreateCounter<long>("csml.predictions", null, "Predictions made, by who made them and why.");

    public void Add(Prediction prediction) =>
        _predictions.Add(
            1,
            new("csml.prediction.type", PredictionTypes.Name(prediction.Type)),
            new("csml.prediction.source", prediction.Source == PredictionSource.Llm ? "llm" : "rules"),
            new("csml.fallback.reason", prediction.FallbackReason is { } reason ? Word(reason) : null)
        );

    private static string Word(FallbackReason reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{reason}");
}
