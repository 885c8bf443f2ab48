using System.Text.Json.Serialization;
using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions;

/// <summary>
/// A prediction for one account, with the fields shared by all prediction types. The stored JSON and the response JSON
/// are the same.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "predictionType")]
[JsonDerivedType(typeof(ChurnPrediction), "CHURN")]
[JsonDerivedType(typeof(HealthTrendPrediction), "HEALTH_TREND")]
[JsonDerivedType(typeof(ExpansionPrediction), "EXPANSION")]
[JsonDerivedType(typeof(EngagementDeclinePrediction), "ENGAGEMENT_DECLINE")]
public abstract record Prediction
{
    /// <summary>
    /// JSON order of the shared fields that come before the type's own fields; the other shared fields come after them.
    /// </summary>
    private const int First = -1;

    [JsonPropertyOrder(First)]
    public string PredictionId { get; init; } = "";

    [JsonPropertyOrder(First)]
    public string AccountId { get; init; } = "";

    [JsonPropertyOrder(First)]
    public string AccountName { get; init; } = "";

    /// <summary>The account's lifecycle when the prediction was made.</summary>
    [JsonPropertyOrder(First)]
    public Lifecycle Lifecycle { get; init; }

    /// <summary>Probability, 0–1, that the event of the prediction type happens within the window.</summary>
    [JsonPropertyOrder(First)]
    public double Probability { get; init; }

    /// <summary>Confidence in the probability, 0–1.</summary>
    [JsonPropertyOrder(First)]
    public double Confidence { get; init; }

    [JsonPropertyOrder(First)]
    public ConfidenceLevel ConfidenceLevel { get; init; }

    public int PredictionWindowDays { get; init; }

    public IReadOnlyList<RiskFactor> RiskFactors { get; init; } = [];

    public IReadOnlyList<Recommendation> Recommendations { get; init; } = [];

    public string Explanation { get; init; } = "";

    public PredictionSource Source { get; init; }

    /// <summary>Null if the model made the prediction.</summary>
    public FallbackReason? FallbackReason { get; init; }

    public DataQuality DataQuality { get; init; } = DataQuality.None;

    public PredictionStatus Status { get; init; }

    public DateTimeOffset PredictedAt { get; init; }

    public DateTimeOffset ValidUntil { get; init; }

    /// <summary>The CTA made from the prediction; null if there is none.</summary>
    public string? GeneratedCtaId { get; init; }

    /// <summary>The actual outcome, once it is known.</summary>
    public Validation? Validation { get; init; }

    /// <summary>
    /// The usage of the model, also if the rules made the prediction in the end; null if nothing was billed.
    /// </summary>
    public LlmMetadata? LlmMetadata { get; init; }

    [JsonIgnore]
    public abstract PredictionType Type { get; }

    /// <summary>Reasons for the event, strongest first; empty for types without drivers.</summary>
    internal virtual IReadOnlyList<string> Drivers => [];

    /// <summary>The risk category; null for types without one.</summary>
    internal virtual RiskCategory? OwnCategory => null;

    /// <summary>The suggested CTA; null for types that suggest none.</summary>
    internal virtual SuggestedCta? OwnCta => null;

    /// <summary>True if the prediction requires an action.</summary>
    internal virtual bool CallsForCta => Recommendations.Count > 0;

    /// <summary>The health score forecast; null for types without one.</summary>
    internal virtual HealthTrendPrediction? HealthForecast => null;

    /// <summary>True if the prediction is neither expired nor replaced.</summary>
    public bool IsValidAt(DateTimeOffset instant) => Status == PredictionStatus.Active && instant < ValidUntil;
}
