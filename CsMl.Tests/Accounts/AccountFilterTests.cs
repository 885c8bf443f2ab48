using CsMl.Core.Accounts;

namespace CsMl.Tests.Accounts;

/// <summary>Which accounts a filter admits, by their owner, revenue, currency, lifecycle and renewal.</summary>
public sealed class AccountFilterTests
{
    private static readonly AccountFacts Facts = Some.Account() with
    {
        OwnerId = "kim",
        AnnualRevenue = 100,
        Currency = "EUR",
    };

    [Fact]
    public void What_is_not_asked_for_admits_all()
    {
        Assert.True(Admits(AccountFilter.All, Facts));
        Assert.True(Admits(AccountFilter.All, Some.Account()));
    }

    [Theory]
    [InlineData("kim", true)]
    [InlineData("jo", false)]
    public void The_owner_is_the_account_s(string owner, bool admits) =>
        Assert.Equal(admits, Admits(new AccountFilter(OwnerId: owner), Facts));

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void The_least_revenue_is_enough_and_an_unknown_one_is_not(int least, bool admits)
    {
        Assert.Equal(admits, Admits(new AccountFilter(MinRevenue: least), Facts));
        Assert.False(Admits(new AccountFilter(MinRevenue: least), Some.Account()));
    }

    [Fact]
    public void An_account_without_a_currency_is_one_of_none()
    {
        Assert.True(Admits(new AccountFilter(Currency: "EUR"), Facts));
        Assert.False(Admits(new AccountFilter(Currency: "USD"), Facts));
        Assert.True(Admits(new AccountFilter(Currency: "XXX"), Some.Account()));
    }

    [Theory]
    [InlineData(Lifecycle.Customer, true)]
    [InlineData(Lifecycle.Notice, false)]
    public void The_lifecycle_is_that_of_now(Lifecycle lifecycle, bool admits)
    {
        Assert.Equal(admits, Admits(new AccountFilter(Lifecycle: lifecycle), Facts));
        Assert.Equal(!admits, Admits(new AccountFilter(Lifecycle: lifecycle), Facts.UnderNotice(60)));
    }

    [Theory]
    [InlineData(10, 10, null, true)]
    [InlineData(10, 11, null, false)]
    [InlineData(10, null, 10, true)]
    [InlineData(10, null, 9, false)]
    [InlineData(10, 5, 15, true)]
    [InlineData(10, 5, 9, false)]
    [InlineData(0, null, 5, true)]
    [InlineData(-1, null, 5, false)]
    [InlineData(-1, 0, null, false)]
    [InlineData(null, null, null, true)]
    [InlineData(null, 0, null, false)]
    [InlineData(null, null, 365, false)]
    public void The_renewal_is_in_so_many_days(int? renewal, int? from, int? within, bool admits)
    {
        var facts = renewal is { } days ? Facts.WithRenewalIn(days) : Facts;

        Assert.Equal(admits, Admits(new AccountFilter(RenewalFromDays: from, RenewalWithinDays: within), facts));
    }

    [Theory]
    [InlineData(3, 2, 1, 3)]
    [InlineData(null, 2, 1, 2)]
    [InlineData(null, null, 1, 1)]
    [InlineData(null, null, null, null)]
    public void Revenue_is_the_account_s_own_then_its_subscription_s_then_what_was_billed(
        int? own,
        int? annual,
        int? billed,
        int? expected
    )
    {
        var facts = Some.Account() with
        {
            AnnualRevenue = own,
            Subscription = new Subscription(null, null, null, annual, billed, null, null),
        };

        Assert.Equal(expected, AccountRevenue.Of(facts));
    }

    [Theory]
    [InlineData("EUR", "USD", "EUR")]
    [InlineData(null, "USD", "USD")]
    [InlineData(null, null, null)]
    public void The_currency_is_the_account_s_own_then_its_subscription_s(string? own, string? other, string? expected)
    {
        var subscription = new Subscription(null, null, null, null, null, other, null);
        var facts = Some.Account() with { Currency = own, Subscription = subscription };

        Assert.Equal(expected, AccountRevenue.CurrencyOf(facts));
        Assert.Equal(expected ?? "XXX", AccountRevenue.CodeOf(expected));
    }

    [Fact]
    public void An_account_is_a_customer_until_the_next_date_of_its_contract()
    {
        var subscription = new Subscription(null, Some.DaysAgo(300), Some.Now.AddDays(40), null, null, null, null)
        {
            EndDate = Some.Now.AddDays(50),
        };
        var facts = Facts with { Subscription = subscription };

        Assert.Equal(Some.Now.AddDays(30), Known(facts.WithRenewalIn(30)).CustomerUntil(Some.Now));
        Assert.Equal(Some.Now.AddDays(40), Known(facts.WithRenewalIn(0)).CustomerUntil(Some.Now));
        Assert.Equal(Some.Now.AddDays(60), Known(Facts.UnderNotice(60)).CustomerUntil(Some.Now));
        Assert.Equal(DateTimeOffset.MaxValue, Known(Facts).CustomerUntil(Some.Now));
    }

    [Fact]
    public void One_that_has_left_is_no_customer_and_what_is_recorded_leaves_it_open()
    {
        Assert.Equal(DateTimeOffset.MinValue, Known(Facts with { Archived = true }).CustomerUntil(Some.Now));
        var renewed = Known(Facts) with { Retention = new RetentionOutcomes(RenewedAt: Some.DaysAgo(9)) };
        Assert.Null(renewed.CustomerUntil(Some.Now));
    }

    private static bool Admits(AccountFilter filter, AccountFacts facts) => filter.Admits(Known(facts), Some.Now);

    private static KnownAccount Known(AccountFacts facts) => new(facts, default);
}
