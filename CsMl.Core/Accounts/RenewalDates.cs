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
        var date = InCrm(facts);
        return retention.RenewedAt <= asOf && retention.RenewedUntil is { } until
            ? date > until
                ? date
                : until
            : date is not null && retention.Settles(date, asOf)
                ? null
                : date;
    }

    /// <summary>The renewal date of the account, or else of its subscription.</summary>
    public static DateTimeOffset? InCrm(AccountFacts facts) => facts.RenewalDate ?? facts.Subscription?.RenewalDate;
}
