namespace CsMl.Core.Accounts;

/// <summary>Decides which renewal date holds where the account and its subscription disagree.</summary>
public static class RenewalDates
{
    /// <summary>
    /// The later date if it is today (UTC) or in the future, because a renewed contract moves one of the two; else the
    /// account's own, or that of its subscription.
    /// </summary>
    public static DateTimeOffset? Of(AccountFacts facts, DateTimeOffset asOf)
    {
        var (own, other) = (facts.RenewalDate, facts.Subscription?.RenewalDate);
        var later = own > other ? own : other ?? own;
        return later?.UtcDateTime.Date >= asOf.UtcDateTime.Date ? later : own ?? other;
    }
}
