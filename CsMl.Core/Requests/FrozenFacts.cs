using CsMl.Core.Accounts;

namespace CsMl.Core.Requests;

/// <summary>What was known of an account on the day of a prediction. What is null was unknown, or not stored.</summary>
/// <param name="ActiveDays">Active days before the prediction, in a period as long as its window.</param>
/// <param name="TenureDays">Days since the account was created.</param>
public sealed record FrozenFacts(
    double? HealthScore,
    decimal? AnnualRevenue,
    string? Currency,
    int? ActiveDays,
    int? TenureDays,
    AccountType? Type
);
