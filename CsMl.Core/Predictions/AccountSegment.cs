using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions;

/// <summary>What tells the segment of an account on the day of a prediction, beside its revenue.</summary>
/// <param name="TenureDays">Days since the account was created; null if unknown.</param>
/// <param name="Currency">Of its revenue; null if unknown.</param>
public sealed record AccountSegment(AccountType? Type, int? TenureDays, string? Currency)
{
    public static AccountSegment Of(Signals signals) =>
        new(
            signals.Facts.Type,
            signals.Facts.CreatedAt is { } created ? Math.Max(0, (int)(signals.AsOf - created).TotalDays) : null,
            AccountRevenue.CurrencyOf(signals.Facts)
        );
}
