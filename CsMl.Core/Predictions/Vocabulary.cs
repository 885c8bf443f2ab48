using System.Text.Json.Serialization;

namespace CsMl.Core.Predictions;

[JsonConverter(typeof(JsonStringEnumConverter<PredictionType>))]
public enum PredictionType
{
    [JsonStringEnumMemberName("CHURN")]
    Churn,

    [JsonStringEnumMemberName("HEALTH_TREND")]
    HealthTrend,

    [JsonStringEnumMemberName("EXPANSION")]
    Expansion,

    [JsonStringEnumMemberName("ENGAGEMENT_DECLINE")]
    EngagementDecline,
}

[JsonConverter(typeof(JsonStringEnumConverter<RiskCategory>))]
public enum RiskCategory
{
    [JsonStringEnumMemberName("low")]
    Low,

    [JsonStringEnumMemberName("medium")]
    Medium,

    [JsonStringEnumMemberName("high")]
    High,

    [JsonStringEnumMemberName("critical")]
    Critical,
}

[JsonConverter(typeof(JsonStringEnumConverter<InterventionUrgency>))]
public enum InterventionUrgency
{
    [JsonStringEnumMemberName("immediate")]
    Immediate,

    [JsonStringEnumMemberName("this_week")]
    ThisWeek,

    [JsonStringEnumMemberName("this_month")]
    ThisMonth,

    [JsonStringEnumMemberName("monitor")]
    Monitor,
}

/// <summary>How much to trust a prediction: high above .8, medium from .5, low below.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConfidenceLevel>))]
public enum ConfidenceLevel
{
    [JsonStringEnumMemberName("low")]
    Low,

    [JsonStringEnumMemberName("medium")]
    Medium,

    [JsonStringEnumMemberName("high")]
    High,
}

/// <summary>Who made the prediction.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PredictionSource>))]
public enum PredictionSource
{
    [JsonStringEnumMemberName("rules")]
    Rules,

    [JsonStringEnumMemberName("llm")]
    Llm,
}

/// <summary>Why the rules answered and not the model.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FallbackReason>))]
public enum FallbackReason
{
    [JsonStringEnumMemberName("insufficient_data")]
    InsufficientData,

    [JsonStringEnumMemberName("llm_not_configured")]
    LlmNotConfigured,

    [JsonStringEnumMemberName("llm_timeout")]
    LlmTimeout,

    [JsonStringEnumMemberName("llm_rate_limited")]
    LlmRateLimited,

    [JsonStringEnumMemberName("llm_invalid_reply")]
    LlmInvalidReply,

    [JsonStringEnumMemberName("llm_content_filtered")]
    LlmContentFiltered,

    [JsonStringEnumMemberName("llm_error")]
    LlmError,

    [JsonStringEnumMemberName("budget_exhausted")]
    BudgetExhausted,
}

[JsonConverter(typeof(JsonStringEnumConverter<PredictionStatus>))]
public enum PredictionStatus
{
    [JsonStringEnumMemberName("ACTIVE")]
    Active,

    [JsonStringEnumMemberName("SUPERSEDED")]
    Superseded,

    [JsonStringEnumMemberName("EXPIRED")]
    Expired,
}

/// <summary>A three-step scale for impact and effort.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Degree>))]
public enum Degree
{
    [JsonStringEnumMemberName("low")]
    Low,

    [JsonStringEnumMemberName("medium")]
    Medium,

    [JsonStringEnumMemberName("high")]
    High,
}

[JsonConverter(typeof(JsonStringEnumConverter<Trend>))]
public enum Trend
{
    [JsonStringEnumMemberName("improving")]
    Improving,

    [JsonStringEnumMemberName("stable")]
    Stable,

    [JsonStringEnumMemberName("worsening")]
    Worsening,
}

[JsonConverter(typeof(JsonStringEnumConverter<ActionPriority>))]
public enum ActionPriority
{
    [JsonStringEnumMemberName("urgent")]
    Urgent,

    [JsonStringEnumMemberName("high")]
    High,

    [JsonStringEnumMemberName("medium")]
    Medium,

    [JsonStringEnumMemberName("low")]
    Low,
}
