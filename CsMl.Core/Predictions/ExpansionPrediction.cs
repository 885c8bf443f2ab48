using System.Text.Json.Serialization;

namespace CsMl.Core.Predictions;

public sealed record ExpansionPrediction : Prediction
{
    [JsonIgnore]
    public override PredictionType Type => PredictionType.Expansion;

    public required double ExpansionProbability { get; init; }

    public required IReadOnlyList<string> ExpansionDrivers { get; init; }

    internal override IReadOnlyList<string> Drivers => ExpansionDrivers;
}
