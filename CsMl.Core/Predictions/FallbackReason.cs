using System.Text.Json.Serialization;

namespace CsMl.Core.Predictions;

/// <summary>Why the prediction comes from the rules and not from the model.</summary>
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

    /// <summary>The model thought and gave no answer, or its thoughts used up the limit of the reply.</summary>
    [JsonStringEnumMemberName("llm_thoughts_only")]
    LlmThoughtsOnly,

    [JsonStringEnumMemberName("llm_content_filtered")]
    LlmContentFiltered,

    [JsonStringEnumMemberName("llm_error")]
    LlmError,

    [JsonStringEnumMemberName("budget_exhausted")]
    BudgetExhausted,
}
