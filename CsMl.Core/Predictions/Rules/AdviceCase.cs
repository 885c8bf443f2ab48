using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>An action for accounts that fulfil all stated conditions.</summary>
/// <param name="Lifecycle">Where the account stands; null for any.</param>
/// <param name="From">Lowest category of the prediction.</param>
/// <param name="Senior">True if a senior contact must be known by name.</param>
/// <param name="RenewalWithin">Most days to a renewal that lies ahead; null for any or none.</param>
/// <param name="RenewalPassed">True if the renewal date must have passed.</param>
/// <param name="Effort">Null for the effort of the general action.</param>
public sealed record AdviceCase(
    string Action,
    Lifecycle? Lifecycle = null,
    RiskCategory From = RiskCategory.Low,
    bool Senior = false,
    int? RenewalWithin = null,
    bool RenewalPassed = false,
    Degree? Effort = null
)
{
    /// <param name="hasSenior">True if a senior contact is known by name.</param>
    internal bool Fits(Signals s, RiskCategory category, bool hasSenior) =>
        category >= From
        && (Lifecycle ?? s.Lifecycle) == s.Lifecycle
        && (hasSenior || !Senior)
        && (
            RenewalWithin is null
            || (s.Lifecycle != Accounts.Lifecycle.Notice && s.DaysToRenewal >= 0 && s.DaysToRenewal <= RenewalWithin)
        )
        && (!RenewalPassed || s.DaysToRenewal < 0);
}
