using System.Text.Json.Serialization;

namespace CsMl.Core.Predictions;

/// <summary>
/// A prediction for one account: the fields that every type of prediction has. Stored and answered as this
/// same JSON.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "predictionType")]
[JsonDerivedType(typeof(ChurnPrediction), "CHURN")]
[JsonDerivedType(typeof(HealthTrendPrediction), "HEALTH_TREND")]
[JsonDerivedType(typeof(ExpansionPrediction), "EXPANSION")]
[JsonDerivedType(typeof(EngagementDeclinePrediction), "ENGAGEMENT_DECLINE")]
public abstract record Prediction
{
    /// <summary>Before the type's own fields, which come before the rest.</summary>
    private const int First = -1;

    [JsonPropertyOrder(First)]
    public string PredictionId { get; init; } = "";

    [JsonPropertyOrder(First)]
    public string AccountId { get; init; } = "";

    [JsonPropertyOrder(First)]
    public string AccountName { get; init; } = "";

    /// <summary>Chance, 0–1, that what the type names happens within the window.</summary>
    [JsonPropertyOrder(First)]
    public double Probability { get; init; }

    /// <summary>How much to trust it, 0–1.</summary>
    [JsonPropertyOrder(First)]
    public double Confidence { get; init; }

    [JsonPropertyOrder(First)]
    public ConfidenceLevel ConfidenceLevel { get; init; }

    public int PredictionWindowDays { get; init; }

    public IReadOnlyList<RiskFactor> RiskFactors { get; init; } = [];

    public IReadOnlyList<Recommendation> Recommendations { get; init; } = [];

    public string Explanation { get; init; } = "";

    public PredictionSource Source { get; init; }

    /// <summary>Null where the model answered.</summary>
    public FallbackReason? FallbackReason { get; init; }

    public DataQuality DataQuality { get; init; } = DataQuality.None;

    public PredictionStatus Status { get; init; }

    public DateTimeOffset PredictedAt { get; init; }

    public DateTimeOffset ValidUntil { get; init; }

    /// <summary>The CTA that was made from it, or null.</summary>
    public string? GeneratedCtaId { get; init; }

    /// <summary>How it turned out, once that is known.</summary>
    public Validation? Validation { get; init; }

    /// <summary>What asking a model took, also where the rules answered after all; null where nothing was billed.</summary>
    public LlmMetadata? LlmMetadata { get; init; }

    [JsonIgnore]
    public abstract PredictionType Type { get; }

    /// <summary>Reasons for the event, strongest first; empty for a type that names none.</summary>
    internal virtual IReadOnlyList<string> Drivers => [];

    /// <summary>Null for a type that has no risk category of its own.</summary>
    internal virtual RiskCategory? OwnCategory => null;

    /// <summary>The CTA that the prediction itself suggests; null for a type that suggests none.</summary>
    internal virtual SuggestedCta? OwnCta => null;

    /// <summary>Whether there is something to be done about it.</summary>
    internal virtual bool CallsForCta => Recommendations.Count > 0;

    /// <summary>The forecast of the health score; null for a type without one.</summary>
    internal virtual HealthTrendPrediction? HealthForecast => null;

    /// <summary>Neither out of date nor replaced.</summary>
    public bool IsValidAt(DateTimeOffset instant) => Status == PredictionStatus.Active && instant < ValidUntil;
}
