using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>A row of the risk index: an account's current probability, and what the rules made of the account.</summary>
/// <param name="Category">As it was given with the prediction.</param>
/// <param name="Evidence">Null in rows of earlier versions.</param>
/// <param name="WindowDays">Days that the prediction looks ahead; null in rows of earlier versions.</param>
public sealed record ListedRisk(
    string AccountId,
    Lifecycle Lifecycle,
    double Probability,
    RiskCategory? Category,
    RulesEvidence? Evidence,
    int? WindowDays
);
