using System.Text.Json.Serialization;

namespace CsMl.Core.Predictions;

public sealed record ChurnPrediction : Prediction
{
    [JsonIgnore]
    public override PredictionType Type => PredictionType.Churn;

    public required RiskCategory RiskCategory { get; init; }

    public required double ChurnProbability { get; init; }

    public required double RetentionProbability { get; init; }

    /// <summary>Sentences, strongest first.</summary>
    public required IReadOnlyList<string> PrimaryChurnDrivers { get; init; }

    public required InterventionUrgency InterventionUrgency { get; init; }

    /// <summary>Null at low risk.</summary>
    public required SuggestedCta? SuggestedCTA { get; init; }

    internal override RiskCategory? OwnCategory => RiskCategory;

    internal override IReadOnlyList<string> Drivers => PrimaryChurnDrivers;

    internal override SuggestedCta? OwnCta => SuggestedCTA;

    internal override bool CallsForCta => SuggestedCTA is not null;
}
