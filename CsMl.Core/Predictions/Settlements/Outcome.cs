using System.Text.Json.Serialization;

namespace CsMl.Core.Predictions.Settlements;

/// <summary>An actual event of an account.</summary>
/// <param name="IsInferred">
/// True if the outcome was found in the CRM's facts and not recorded by a caller. The facts have no date for it, so it
/// counts on the day on which the app first found it.
/// </param>
public sealed record Outcome(OutcomeKind Kind, DateTimeOffset OccurredAt, bool IsInferred = false)
{
    /// <summary>True if the outcome decides whether the account stayed.</summary>
    [JsonIgnore]
    public bool IsOfRetention => Kind is OutcomeKind.Churned or OutcomeKind.Renewed;
}
