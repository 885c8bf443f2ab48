namespace CsMl.Core.Accounts;

/// <summary>Determines when an account's next renewal is due.</summary>
public static class RenewalDates
{
    /// <summary>
    /// The date of the CRM or, if it is later, the end of the renewed term. Null if it is unknown, or if its renewal is
    /// already recorded.
    /// </summary>
    public static DateTimeOffset? Next(AccountFacts facts, RetentionOutcomes retention, DateTimeOffset asOf)
    {
        var date = InCrm(facts, asOf);
        return retention.RenewedAt <= asOf && retention.RenewedUntil is { } until
            ? date > until
                ? date
                : until
            : date is not null && retention.Settles(date, asOf)
                ? null
                : date;
    }

    /// <summary>
    /// Of the dates of the account and of its subscription the later one if it is today (UTC) or in the future, because
    /// a renewed contract moves one of the two; else the account's own, or that of its subscription.
    /// </summary>
    public static DateTimeOffset? InCrm(AccountFacts facts, DateTimeOffset asOf)
    {
        var (own, other) = (facts.RenewalDate, facts.Subscription?.RenewalDate);
        var later = own > other ? own : other ?? own;
        return later?.UtcDateTime.Date >= asOf.UtcDateTime.Date ? later : own ?? other;
    }
}
