using CsMl.Core.Accounts.Vocabulary;

namespace CsMl.Core.Accounts;

/// <summary>
/// The state of an account's subscription at an instant, from its status, its dates and the renewals on record.
/// </summary>
/// <param name="EndsAt">The end of the contract, past or future; null if it has none or it is unknown.</param>
internal readonly record struct Contract(ContractState State, DateTimeOffset? NoticeAt, DateTimeOffset? EndsAt)
{
    private static readonly Contract Renewed = new(ContractState.Running, null, null);

    public static Contract Of(AccountFacts facts, RetentionOutcomes retention, DateTimeOffset asOf)
    {
        if (facts.Subscription is not { } s || s.StartDate > asOf)
        {
            return default;
        }

        var status = SubscriptionWords.Of(s.Status);
        // A subscription that was started again often keeps the dates of its earlier term.
        var noticeAt = s.NoticeAt <= asOf && !(s.NoticeAt < s.StartDate) ? s.NoticeAt : null;
        var endDate = s.EndDate < s.StartDate ? null : s.EndDate;
        var endsWithPeriod = s.CancelAtPeriodEnd == true;
        var isNotice = endsWithPeriod || noticeAt is not null || status == SubscriptionState.Ending;
        // A cancelled subscription runs on only if it says until when.
        var end = endDate ?? (endsWithPeriod || status != SubscriptionState.Ended && isNotice ? PeriodEnd() : null);
        var hasPassed = end is { } date && HasPassed(date, asOf);
        var isSettled = !(noticeAt > retention.RenewedAt) && retention.Settles(end, asOf);
        return status switch
        {
            SubscriptionState.Ended when end is null => new(ContractState.Ended, noticeAt, null),
            SubscriptionState.Running when !isNotice => new(ContractState.Running, null, hasPassed ? null : end),
            _ when isSettled => Renewed,
            _ when hasPassed => new(ContractState.Ended, noticeAt, end),
            _ when isNotice || status == SubscriptionState.Ended => new(ContractState.Notice, noticeAt, end),
            _ => new(ContractState.Running, null, end),
        };

        DateTimeOffset? PeriodEnd() =>
            RenewalDates.InCrm(facts, asOf) is { } renewal && !(renewal < noticeAt) ? renewal : null;
    }

    /// <summary>A date without a time is a whole day, on which the contract still runs.</summary>
    private static bool HasPassed(DateTimeOffset end, DateTimeOffset asOf) =>
        (end.UtcDateTime.TimeOfDay == TimeSpan.Zero ? end.AddDays(1) : end) <= asOf;
}
