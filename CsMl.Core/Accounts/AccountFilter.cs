namespace CsMl.Core.Accounts;

/// <summary>Which accounts of a portfolio are meant. What is null admits all; an account has to pass everything.</summary>
/// <param name="MinRevenue">
/// Annual revenue of at least so much, in the account's own currency; accounts of unknown revenue do not pass.
/// </param>
/// <param name="RenewalFromDays">The next renewal is in so many days (UTC) or more; 0 is today.</param>
/// <param name="RenewalWithinDays">The next renewal is in so many days or fewer, and not in the past.</param>
/// <param name="Currency">Revenue in this currency (ISO 4217); <c>XXX</c> for accounts of which none is known.</param>
public sealed record AccountFilter(
    string? OwnerId = null,
    decimal? MinRevenue = null,
    int? RenewalFromDays = null,
    int? RenewalWithinDays = null,
    Lifecycle? Lifecycle = null,
    string? Currency = null
)
{
    public static readonly AccountFilter All = new();

    public bool Admits(KnownAccount account, DateTimeOffset now) =>
        (OwnerId is null || OwnerId == account.Facts.OwnerId)
        && (MinRevenue is null || AccountRevenue.Of(account.Facts) >= MinRevenue)
        && (Currency is null || Currency == AccountRevenue.CodeOf(AccountRevenue.CurrencyOf(account.Facts)))
        && (Lifecycle is null || Lifecycle == account.LifecycleAt(now).State)
        && ((RenewalFromDays ?? RenewalWithinDays) is null || IsRenewalWithin(account, now));

    private bool IsRenewalWithin(KnownAccount account, DateTimeOffset now) =>
        RenewalDates.Next(account.Facts, account.Retention, now) is { } date
        && (date.UtcDateTime.Date - now.UtcDateTime.Date).Days is var days
        && days >= (RenewalFromDays ?? 0)
        && days <= (RenewalWithinDays ?? int.MaxValue);
}
