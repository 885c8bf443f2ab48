using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Core.Requests;

/// <summary>An account in the list of those at risk, as it is now.</summary>
/// <param name="AnnualRevenue">See <see cref="AccountRevenue"/>; null if it is unknown.</param>
/// <param name="Currency">The revenue's currency; null if it is unknown.</param>
/// <param name="RenewalDate">The next renewal; null if it is unknown.</param>
/// <param name="ContractEnd">When the contract of an account under notice ends; null if it is not, or if it is unknown.</param>
public sealed record ListedAccount(
    string Id,
    string Name,
    AccountType? Type,
    double? HealthScore,
    Lifecycle Lifecycle,
    string? OwnerId,
    decimal? AnnualRevenue,
    string? Currency,
    DateTimeOffset? RenewalDate,
    DateTimeOffset? ContractEnd
)
{
    /// <param name="known">Null if it cannot be read.</param>
    internal static ListedAccount Of(AccountSummary account, KnownAccount? known, DateTimeOffset now) =>
        new(
            account.Id,
            account.Name,
            account.Type,
            account.HealthScore,
            account.Lifecycle,
            known?.Facts.OwnerId,
            known is null ? null : AccountRevenue.Of(known.Facts),
            known is null ? null : AccountRevenue.CurrencyOf(known.Facts),
            known is null ? null : RenewalDates.Next(known.Facts, known.Retention, now),
            known?.LifecycleAt(now) is { State: Lifecycle.Notice, EndsAt: var end } ? end : null
        );
}
