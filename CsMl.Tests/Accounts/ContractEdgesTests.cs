using CsMl.Core.Accounts;

namespace CsMl.Tests.Accounts;

/// <summary>The instants at which a contract, a notice, a renewal and a departure begin to count.</summary>
public sealed class ContractEdgesTests
{
    private static readonly DateTimeOffset Now = Some.Now;
    private static readonly Subscription Plain = new(null, null, null, null, null, null, null);
    private static readonly Subscription Active = Plain with { Status = "ACTIVE" };

    [Fact]
    public void A_notice_counts_from_its_instant_on_and_on_the_first_day_of_the_contract()
    {
        Assert.Equal(Lifecycle.Notice, Of(Plain with { NoticeAt = Now }).State);
        Assert.Equal(Lifecycle.Customer, Of(Plain with { NoticeAt = Now.AddTicks(1) }).State);
        var start = Some.DaysAgo(10);
        Assert.Equal(Lifecycle.Notice, Of(Plain with { StartDate = start, NoticeAt = start }).State);
        Assert.Equal(Lifecycle.Customer, Of(Plain with { StartDate = start, NoticeAt = start.AddTicks(-1) }).State);
    }

    [Fact]
    public void A_contract_may_end_on_the_day_on_which_it_began()
    {
        var day = Some.DaysAgo(10);
        var ended = Plain with { Status = "cancelled", StartDate = day, EndDate = day };

        Assert.Equal((Lifecycle.Left, day), (Of(ended).State, Of(ended).Since));
        Assert.Null(Of(ended with { EndDate = day.AddTicks(-1) }).Since);
    }

    [Fact]
    public void The_next_renewal_is_the_end_of_a_contract_under_notice_alone()
    {
        var renewal = Now.AddDays(60);

        Assert.Equal(
            Lifecycle.Left,
            Of(Plain with { Status = "cancelled", NoticeAt = Some.DaysAgo(5), RenewalDate = renewal }).State
        );
        Assert.Null(Of(Active with { RenewalDate = renewal }).EndsAt);
        Assert.Equal(renewal, Of(Active with { NoticeAt = Some.DaysAgo(5), RenewalDate = renewal }).EndsAt);
    }

    [Fact]
    public void A_running_contract_has_an_end_to_come_and_none_that_has_passed()
    {
        Assert.Equal(Now.AddDays(60), Of(Active with { EndDate = Now.AddDays(60) }).EndsAt);
        Assert.Null(Of(Active with { EndDate = Some.DaysAgo(60) }).EndsAt);
    }

    [Fact]
    public void A_notice_is_settled_by_a_renewal_at_the_same_instant_and_not_by_an_earlier_one()
    {
        var notice = Plain with { NoticeAt = Some.DaysAgo(5), EndDate = Now.AddDays(60) };

        Assert.Equal(Lifecycle.Customer, Of(notice, new(RenewedAt: Some.DaysAgo(5))).State);
        Assert.Equal(Lifecycle.Notice, Of(notice, new(RenewedAt: Some.DaysAgo(5.1))).State);
    }

    [Fact]
    public void A_renewal_due_at_the_notice_is_the_end_of_the_contract()
    {
        var day = Some.DaysAgo(1);

        var ended = Of(Active with { NoticeAt = day, RenewalDate = day });

        Assert.Equal((Lifecycle.Left, day), (ended.State, ended.EndsAt));
    }

    [Fact]
    public void A_departure_is_ended_by_a_later_start_and_not_by_one_at_the_same_instant()
    {
        var day = Some.DaysAgo(20);
        var departed = new RetentionOutcomes(ChurnedAt: day);

        Assert.Equal(Lifecycle.Left, Of(Active with { StartDate = day }, departed).State);
        Assert.Equal(Lifecycle.Customer, Of(Active with { StartDate = day.AddTicks(1) }, departed).State);
    }

    [Fact]
    public void An_archived_account_left_at_an_unknown_time_while_its_contract_runs()
    {
        var archived = Some.Account() with
        {
            Archived = true,
            Subscription = Active with { EndDate = Now.AddDays(60) },
        };

        var left = DeriveLifecycle.Of(archived, RetentionOutcomes.None, Now);

        Assert.Equal((Lifecycle.Left, null, Now.AddDays(60)), (left.State, left.Since, left.EndsAt));
    }

    [Fact]
    public void The_term_ends_with_a_contract_under_notice_and_else_with_the_renewal()
    {
        var renewing = Some.Account().WithRenewalIn(90);
        var ending = renewing with { Subscription = Active with { EndDate = Now.AddDays(60) } };
        var unknown = Some.Account().WithRenewalIn(-10) with
        {
            Subscription = Plain with { NoticeAt = Some.DaysAgo(5) },
        };

        Assert.Equal(Now.AddDays(60), Signals.Of(renewing.UnderNotice(60), Now).TermEnd);
        Assert.Equal(Now.AddDays(90), Signals.Of(ending, Now).TermEnd);
        Assert.Equal(Lifecycle.Notice, Signals.Of(unknown, Now).Lifecycle);
        Assert.Equal(Now.AddDays(-10), Signals.Of(unknown, Now).TermEnd);
    }

    [Fact]
    public void A_renewal_counts_from_its_instant_on()
    {
        var until = Now.AddDays(400);
        var facts = Some.Account().WithRenewalIn(30);

        Assert.Equal(until, RenewalDates.Next(facts, new(RenewedAt: Now, RenewedUntil: until), Now));
        Assert.Equal(
            Now.AddDays(30),
            RenewalDates.Next(facts, new(RenewedAt: Now.AddTicks(1), RenewedUntil: until), Now)
        );
    }

    [Fact]
    public void A_renewal_date_that_has_passed_is_the_subscription_s_if_the_account_has_none()
    {
        var passed = Plain with { RenewalDate = Some.DaysAgo(9) };

        Assert.Equal(Some.DaysAgo(9), RenewalDates.InCrm(Some.Account() with { Subscription = passed }, Now));
    }

    [Fact]
    public void A_departure_counts_from_its_instant_on_until_a_later_renewal_does()
    {
        var (now, before) = (Now, Now.AddTicks(-1));

        Assert.True(new RetentionOutcomes(ChurnedAt: now).IsDepartedAt(now));
        Assert.False(new RetentionOutcomes(ChurnedAt: now).IsDepartedAt(before));
        Assert.False(new RetentionOutcomes(ChurnedAt: before, RenewedAt: now).IsDepartedAt(now));
        Assert.True(new RetentionOutcomes(ChurnedAt: before, RenewedAt: now.AddTicks(1)).IsDepartedAt(now));
        Assert.True(new RetentionOutcomes(ChurnedAt: before, RenewedAt: before).IsDepartedAt(now));
    }

    [Fact]
    public void A_renewal_without_an_end_settles_dates_within_120_days()
    {
        var renewed = new RetentionOutcomes(RenewedAt: Now);

        Assert.True(renewed.Settles(Now.AddDays(120), Now));
        Assert.False(renewed.Settles(Now.AddDays(120).AddTicks(1), Now));
        Assert.False(renewed.Settles(Now.AddDays(60), Now.AddTicks(-1)));
        Assert.True(renewed.Settles(null, Now));
    }

    [Theory]
    [InlineData(31, true)]
    [InlineData(32, false)]
    [InlineData(0, false)]
    [InlineData(-5, false)]
    public void A_first_term_of_a_month_makes_a_monthly_contract(int days, bool isMonthly)
    {
        var start = Some.DaysAgo(100);

        Assert.Equal(isMonthly, (Plain with { StartDate = start, RenewalDate = start.AddDays(days) }).IsMonthly);
    }

    private static AccountLifecycle Of(Subscription subscription, RetentionOutcomes? retention = null) =>
        DeriveLifecycle.Of(
            Some.Account() with
            {
                Subscription = subscription,
            },
            retention ?? RetentionOutcomes.None,
            Now
        );
}
