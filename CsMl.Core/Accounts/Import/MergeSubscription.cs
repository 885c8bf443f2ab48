namespace CsMl.Core.Accounts.Import;

/// <summary>
/// Replaces the fields of an account's subscription that a row has. Of several subscriptions the one that began last
/// stands, whatever the order of the rows.
/// </summary>
public sealed class MergeSubscription(string accountId, Subscription told, IReadOnlyList<string> emptied)
    : FactsUpdate(accountId)
{
    /// <summary>One without a start is of the subscription that stands.</summary>
    public override DateTimeOffset Order => told.StartDate ?? DateTimeOffset.MaxValue;

    public override FactsUpdate For(string accountId) => new MergeSubscription(accountId, told, emptied);

    public override AccountFacts? Apply(AccountFacts? known)
    {
        if (known is not null && IsOlderThan(known))
        {
            return known;
        }

        // Another start is another subscription, whose fields are its own.
        var before = known?.Subscription is { } same && !(told.StartDate > same.StartDate) ? same : null;
        return known is null ? null : known with { Subscription = emptied.Aggregate(Merge(before, told)!, Empty) };
    }

    protected override bool IsOlderThan(AccountFacts facts) => told.StartDate < facts.Subscription?.StartDate;

    internal static Subscription? Merge(Subscription? known, Subscription? told) =>
        known is null ? told
        : told is null ? known
        : known with
        {
            Plan = told.Plan ?? known.Plan,
            StartDate = told.StartDate ?? known.StartDate,
            RenewalDate = told.RenewalDate ?? known.RenewalDate,
            AnnualRevenue = told.AnnualRevenue ?? known.AnnualRevenue,
            Trailing365Revenue = told.Trailing365Revenue ?? known.Trailing365Revenue,
            Currency = told.Currency ?? known.Currency,
            Status = told.Status ?? known.Status,
            EndDate = told.EndDate ?? known.EndDate,
            NoticeAt = told.NoticeAt ?? known.NoticeAt,
            CancelAtPeriodEnd = told.CancelAtPeriodEnd ?? known.CancelAtPeriodEnd,
        };

    internal static Subscription Empty(Subscription s, string field) =>
        field switch
        {
            "plan" => s with { Plan = null },
            "startDate" => s with { StartDate = null },
            "renewalDate" => s with { RenewalDate = null },
            "annualRevenue" => s with { AnnualRevenue = null },
            "trailing365Revenue" => s with { Trailing365Revenue = null },
            "currency" => s with { Currency = null },
            "status" => s with { Status = null },
            "endDate" => s with { EndDate = null },
            "noticeAt" => s with { NoticeAt = null },
            "cancelAtPeriodEnd" => s with { CancelAtPeriodEnd = null },
            _ => s,
        };
}
