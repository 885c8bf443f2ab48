using System.Text.Json.Serialization;
using CsMl.Core.Accounts;
using CsMl.Core.Limits;

namespace CsMl.Core.Requests;

/// <summary>The result of a request for a CTA.</summary>
/// <param name="Cta">Null if none was created.</param>
/// <param name="SkippedReason">Why none was created; null if one was.</param>
public sealed record GeneratedCta(
    string AccountId,
    Cta? Cta,
    string PredictionId,
    string GenerationReason,
    bool WasCreated,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SkippedReason = null
)
{
    /// <summary>False if no CTA was created because the account has left or is no customer.</summary>
    [JsonIgnore]
    public bool IsForCustomer { get; init; } = true;

    /// <summary>How far the limit of the day is used; null if nothing was counted.</summary>
    [JsonIgnore]
    public LimitUse? Limit { get; init; }

    public static GeneratedCta Skipped(string accountId, string predictionId, string generationReason, string reason) =>
        new(accountId, null, predictionId, generationReason, false, reason);
}
