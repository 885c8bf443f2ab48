namespace CsMl.Core.Accounts;

/// <param name="Version">Version of the facts.</param>
public sealed record KnownAccount(AccountFacts Facts, FactsVersion Version)
{
    /// <inheritdoc cref="FactsVersion"/>
    public string Fingerprint => Version.Fingerprint;

    /// <summary>What callers recorded beside the facts; none if the reader did not ask for it.</summary>
    public RetentionOutcomes Retention { get; init; } = RetentionOutcomes.None;

    /// <summary>When the facts were last known to be current; null unless that is longer ago than the settings allow.</summary>
    public DateTimeOffset? StaleSince { get; init; }

    public AccountLifecycle LifecycleAt(DateTimeOffset asOf) => DeriveLifecycle.Of(Facts, Retention, asOf);

    /// <summary>
    /// The account is a customer until this instant as long as its facts stay the same and no outcome is recorded: the
    /// next date of its contract, or forever. In the past if it is no customer now, and null if what is recorded has a
    /// part in it.
    /// </summary>
    public DateTimeOffset? CustomerUntil(DateTimeOffset asOf)
    {
        if (Retention != RetentionOutcomes.None)
        {
            return null;
        }

        if (!LifecycleAt(asOf).IsCustomer)
        {
            return DateTimeOffset.MinValue;
        }

        var s = Facts.Subscription;
        return new[] { s?.StartDate, s?.NoticeAt, s?.EndDate, s?.RenewalDate, Facts.RenewalDate }
            .Where(date => date > asOf)
            .Append(DateTimeOffset.MaxValue)
            .Min();
    }
}
