using System.Text.Json.Serialization;

namespace CsMl.Core.Predictions.Settlements;

/// <summary>What really happened to an account.</summary>
/// <param name="IsInferred">
/// Seen in the CRM's facts and not told: these do not say when it was, so that it counts on the day on which the app
/// first saw it.
/// </param>
public sealed record Outcome(OutcomeKind Kind, DateTimeOffset OccurredAt, bool IsInferred = false)
{
    /// <summary>It left, or it is bound for another term.</summary>
    [JsonIgnore]
    public bool IsOfRetention => Kind is OutcomeKind.Churned or OutcomeKind.Renewed;
}
