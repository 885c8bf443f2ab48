using System.Text.Json.Serialization;

namespace CsMl.Core.Predictions;

public sealed record EngagementDeclinePrediction : Prediction
{
    [JsonIgnore]
    public override PredictionType Type => PredictionType.EngagementDecline;

    public required double DeclineProbability { get; init; }

    public required IReadOnlyList<string> DeclineDrivers { get; init; }

    internal override IReadOnlyList<string> Drivers => DeclineDrivers;
}
