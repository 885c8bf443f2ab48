using System.Text.Json.Serialization;
using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Settlements;

/// <summary>An actual event of an account.</summary>
/// <param name="IsInferred">
/// True if the outcome was found in the CRM's facts and not recorded by a caller. The facts have no date for it, so it
/// counts on the day on which the app first found it.
/// </param>
/// <param name="RenewedUntil">The end of the renewed term; null if unknown, and for other kinds.</param>
public sealed record Outcome(
    OutcomeKind Kind,
    DateTimeOffset OccurredAt,
    bool IsInferred = false,
    DateTimeOffset? RenewedUntil = null
)
{
    /// <summary>True if the outcome decides whether the account stayed.</summary>
    [JsonIgnore]
    public bool IsOfRetention => Kind is OutcomeKind.Churned or OutcomeKind.Renewed;

    /// <summary>The last recorded departure and renewal up to an instant; a renewal before the departure is void.</summary>
    internal static RetentionOutcomes RetentionAsOf(IEnumerable<Outcome> outcomes, DateTimeOffset asOf)
    {
        var recorded = outcomes.Where(o => o is { IsOfRetention: true, IsInferred: false } && o.OccurredAt <= asOf);
        var retention = RetentionOutcomes.None;
        foreach (var outcome in recorded.OrderBy(o => o.OccurredAt))
        {
            retention =
                outcome.Kind == OutcomeKind.Churned
                    ? new RetentionOutcomes(outcome.OccurredAt)
                    : retention with
                    {
                        RenewedAt = outcome.OccurredAt,
                        RenewedUntil = outcome.RenewedUntil,
                    };
        }

        return retention;
    }
}
