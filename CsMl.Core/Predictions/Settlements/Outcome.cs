using System.Text.Json.Serialization;

namespace CsMl.Core.Predictions.Settlements;

/// <summary>What really happened to an account.</summary>
/// <param name="IsInferred">
/// Found in the CRM's facts, not recorded by a caller. The facts have no date of it, so it counts on the day on which the
/// app first found it.
/// </param>
public sealed record Outcome(OutcomeKind Kind, DateTimeOffset OccurredAt, bool IsInferred = false)
{
    /// <summary>Whether it decides if the account stayed.</summary>
    [JsonIgnore]
    public bool IsOfRetention => Kind is OutcomeKind.Churned or OutcomeKind.Renewed;
}
