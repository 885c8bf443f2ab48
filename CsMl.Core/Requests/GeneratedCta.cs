using System.Text.Json.Serialization;
using CsMl.Core.Accounts;

namespace CsMl.Core.Requests;

/// <summary>What came of asking for a CTA.</summary>
/// <param name="Cta">Null where none was created.</param>
/// <param name="SkippedReason">Why not; absent where one was created.</param>
public sealed record GeneratedCta(
    string AccountId,
    Cta? Cta,
    string PredictionId,
    string GenerationReason,
    bool WasCreated,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SkippedReason = null
)
{
    public static GeneratedCta Skipped(string accountId, string predictionId, string generationReason, string reason) =>
        new(accountId, null, predictionId, generationReason, false, reason);
}
