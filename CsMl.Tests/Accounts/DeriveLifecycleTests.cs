using System.Globalization;
using CsMl.Core.Accounts;
using CsMl.Core.Json;

namespace CsMl.Tests.Accounts;

/// <summary>
/// Type, status, dates and recorded outcomes of an account, and what they make of it. Dates are days from now; a case
/// without a word for the subscription has none.
/// </summary>
public sealed class DeriveLifecycleTests
{
    [Theory]
    // The type alone.
    [InlineData("", "customer")]
    [InlineData("type=CUSTOMER", "customer")]
    [InlineData("type=CHURNED", "left")]
    [InlineData("type=PROSPECT", "notCustomer")]
    [InlineData("type=COMPETITOR", "notCustomer")]
    [InlineData("type=PARTNER", "notCustomer")]
    [InlineData("type=OTHER", "notCustomer")]
    [InlineData("type=CUSTOMER archived", "left")]
    [InlineData("type=PROSPECT archived", "left")]
    // A partner or another account is a customer while it has a running subscription; a prospect on trial is none.
    [InlineData("type=PARTNER status=active", "customer")]
    [InlineData("type=OTHER status=ACTIVE", "customer")]
    [InlineData("type=OTHER subscription", "customer")]
    [InlineData("type=PARTNER status=active start=5", "notCustomer")]
    [InlineData("type=PARTNER status=active start=-5", "customer")]
    [InlineData("type=PARTNER status=cancelled", "left")]
    [InlineData("type=PROSPECT status=trial", "notCustomer")]
    [InlineData("type=PROSPECT status=expired", "notCustomer")]
    [InlineData("type=COMPETITOR status=active", "notCustomer")]
    // Words for a subscription; unknown ones and none mean that it runs.
    [InlineData("status=ACTIVE", "customer")]
    [InlineData("status=something else", "customer")]
    [InlineData("status=cancelled", "left")]
    [InlineData("status=EXPIRED type=CUSTOMER", "left")]
    [InlineData("status=NON_RENEWING", "notice")]
    [InlineData("status=PENDING_CANCELLATION end=30", "notice")]
    // The end of a contract.
    [InlineData("status=ACTIVE end=200", "customer")]
    [InlineData("end=200", "customer")]
    [InlineData("end=-1", "left")]
    [InlineData("end=0.1", "customer")]
    [InlineData("end=-0.1", "left")]
    [InlineData("status=something else end=-1", "left")]
    [InlineData("status=cancelled end=30", "notice")]
    [InlineData("status=cancelled end=-1", "left")]
    [InlineData("status=cancelled renewal=90", "left")]
    [InlineData("status=cancelled renewal=90 atPeriodEnd", "notice")]
    [InlineData("status=cancelled renewal=90 atPeriodEnd=false", "left")]
    [InlineData("status=cancelled renewal=-1 atPeriodEnd", "left")]
    [InlineData("status=ACTIVE atPeriodEnd", "notice")]
    [InlineData("status=ACTIVE atPeriodEnd=false", "customer")]
    [InlineData("status=ACTIVE atPeriodEnd renewal=60", "notice")]
    [InlineData("status=ACTIVE atPeriodEnd renewal=-1", "left")]
    [InlineData("status=ACTIVE atPeriodEnd renewal=60 end=-1", "left")]
    [InlineData("status=NON_RENEWING renewal=60", "notice")]
    [InlineData("status=NON_RENEWING renewal=-1", "left")]
    // A reactivated subscription that kept the dates of its earlier term (langwatch/langwatch issue 6365).
    [InlineData("status=ACTIVE end=-100", "customer")]
    [InlineData("status=ACTIVE end=-100 start=-20", "customer")]
    [InlineData("end=-100 start=-20", "customer")]
    [InlineData("status=ACTIVE notice=-100 start=-20", "customer")]
    // Notice: the day on which it is given is not the day of the departure (polarsource/polar issue 7634).
    [InlineData("status=ACTIVE notice=-10", "notice")]
    [InlineData("status=ACTIVE notice=-10 end=50", "notice")]
    [InlineData("status=ACTIVE notice=-10 renewal=50", "notice")]
    [InlineData("status=ACTIVE notice=-10 renewal=-50", "notice")]
    [InlineData("status=ACTIVE notice=-10 end=-1", "left")]
    [InlineData("status=ACTIVE notice=10", "customer")]
    [InlineData("type=PARTNER notice=-10 end=50", "notice")]
    [InlineData("type=CHURNED notice=-10 end=50", "left")]
    [InlineData("type=PROSPECT notice=-10 end=50", "notCustomer")]
    // What callers recorded; facts that lag behind revive nobody.
    [InlineData("type=CUSTOMER churned=-3", "left")]
    [InlineData("type=CUSTOMER status=ACTIVE churned=-3", "left")]
    [InlineData("type=PROSPECT churned=-3", "left")]
    [InlineData("churned=-3 renewed=-1", "customer")]
    [InlineData("churned=-1 renewed=-3", "left")]
    [InlineData("churned=1", "customer")]
    [InlineData("churned=-3 renewed=1", "left")]
    [InlineData("status=ACTIVE start=-1 churned=-3", "customer")]
    [InlineData("status=ACTIVE start=-30 churned=-3", "left")]
    [InlineData("status=ACTIVE start=1 churned=-3", "left")]
    [InlineData("status=cancelled start=-1 churned=-3", "left")]
    [InlineData("type=CHURNED churned=-3 renewed=-1", "left")]
    // A renewal settles the notices and ends before it, and no later ones.
    [InlineData("notice=-10 end=50 renewed=-1", "customer")]
    [InlineData("notice=-10 end=50 renewed=-1 until=400", "customer")]
    [InlineData("notice=-10 end=50 renewed=-20", "notice")]
    [InlineData("status=NON_RENEWING renewed=-1", "customer")]
    [InlineData("status=NON_RENEWING renewed=-300", "notice")]
    [InlineData("status=NON_RENEWING end=60 renewed=-300 until=60", "notice")]
    [InlineData("status=cancelled end=-5 renewed=-1", "customer")]
    [InlineData("status=cancelled renewed=-1", "left")]
    [InlineData("end=-5 renewed=-8 until=360", "customer")]
    public void An_accounts_lifecycle_follows_from_its_facts_and_what_was_recorded(string account, string lifecycle)
    {
        var (facts, retention) = Read(account);

        var derived = DeriveLifecycle.Of(facts, retention, Some.Now);

        Assert.Equal(lifecycle, EnumNames.Of(derived.State));
        Assert.NotEmpty(derived.Reason);
        Assert.DoesNotContain("  ", derived.Reason, StringComparison.Ordinal);
        Assert.Equal(lifecycle, EnumNames.Of(Signals.Of(facts, Some.Now, retention).Lifecycle));
    }

    [Theory]
    [InlineData(
        "notice=-10 end=50",
        "Gave notice on 22 February 2026; the contract ends on 23 April 2026",
        -10.0,
        50.0
    )]
    [InlineData("notice=-10", "Gave notice on 22 February 2026; when the contract ends is unknown", -10.0, null)]
    [InlineData(
        "notice=-10 renewal=-50",
        "Gave notice on 22 February 2026; when the contract ends is unknown",
        -10.0,
        null
    )]
    [InlineData(
        "atPeriodEnd renewal=50",
        "The contract will not be renewed; the contract ends on 23 April 2026",
        null,
        50.0
    )]
    [InlineData("status=cancelled", "The subscription is cancelled", null, null)]
    [InlineData("status=cancelled end=-2", "The subscription ended on 2 March 2026", -2.0, -2.0)]
    [InlineData("churned=-3", "Its departure on 1 March 2026 is on record", -3.0, null)]
    [InlineData("type=CHURNED", "The CRM lists the account as churned", null, null)]
    [InlineData("type=CHURNED churned=-3", "The CRM lists the account as churned", -3.0, null)]
    [InlineData("archived end=-7", "The account is archived in the CRM", -7.0, -7.0)]
    [InlineData("type=PROSPECT", "The CRM lists the account as a prospect", null, null)]
    [InlineData(
        "type=OTHER",
        "The CRM lists the account as other than a customer without a running subscription",
        null,
        null
    )]
    [InlineData("end=200", "The account is a customer", null, 200.0)]
    public void It_has_a_reason_and_its_dates(string account, string reason, double? since, double? endsAt)
    {
        var (facts, retention) = Read(account);

        Assert.Equal(
            (reason, Day(since), Day(endsAt)),
            DeriveLifecycle.Of(facts, retention, Some.Now) is var l ? (l.Reason, l.Since, l.EndsAt) : default
        );
    }

    [Fact]
    public void A_contract_runs_through_the_day_it_ends_on()
    {
        var facts = Some.Account() with
        {
            Subscription = Nothing with
            {
                EndDate = new(2026, 3, 4, 0, 0, 0, TimeSpan.Zero),
                NoticeAt = Some.DaysAgo(5),
            },
        };

        Assert.Equal(Lifecycle.Notice, State(facts, Some.Now));
        Assert.Equal(Lifecycle.Notice, State(facts, new(2026, 3, 4, 23, 59, 59, TimeSpan.Zero)));
        Assert.Equal(Lifecycle.Left, State(facts, new(2026, 3, 5, 0, 0, 0, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("renewal=30", 30.0)]
    [InlineData("renewal=30 renewed=-1", null)]
    [InlineData("renewal=30 renewed=-1 until=395", 395.0)]
    [InlineData("renewal=400 renewed=-1 until=395", 400.0)]
    [InlineData("renewal=-20 renewed=-1 until=345", 345.0)]
    [InlineData("renewal=-20 renewed=-1", null)]
    [InlineData("renewal=300 renewed=-1", 300.0)]
    [InlineData("renewal=30 renewed=-300", 30.0)]
    [InlineData("renewed=-1 until=345", 345.0)]
    [InlineData("renewed=-300 until=60", 60.0)]
    [InlineData("renewal=30 renewed=1 until=345", 30.0)]
    [InlineData("renewed=-1", null)]
    public void A_renewal_moves_the_renewal_date_and_beats_an_older_one(string account, double? renewal)
    {
        var (facts, retention) = Read(account);

        Assert.Equal(Day(renewal), RenewalDates.Next(facts, retention, Some.Now));
        Assert.Equal(Day(renewal), Signals.Of(facts, Some.Now, retention).RenewalDate);
    }

    private static readonly Subscription Nothing = new(null, null, null, null, null, null, null);

    private static Lifecycle State(AccountFacts facts, DateTimeOffset asOf) =>
        DeriveLifecycle.Of(facts, RetentionOutcomes.None, asOf).State;

    private static DateTimeOffset? Day(double? days) => days is { } d ? Some.Now.AddDays(d) : null;

    private static (AccountFacts Facts, RetentionOutcomes Retention) Read(string account)
    {
        var facts = Some.Account();
        var retention = RetentionOutcomes.None;
        var status = "";
        foreach (var word in account.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = word.Split('=') is [var n, var v] ? (n, v) : (word, "");
            var at = double.TryParse(value, CultureInfo.InvariantCulture, out var days) ? Day(days) : null;
            var s = facts.Subscription ?? Nothing;
            (facts, retention) = name switch
            {
                "type" => (facts with { Type = Enum.Parse<AccountType>(value, ignoreCase: true) }, retention),
                "archived" => (facts with { Archived = true }, retention),
                "renewal" => (facts with { RenewalDate = at }, retention),
                "churned" => (facts, retention with { ChurnedAt = at }),
                "renewed" => (facts, retention with { RenewedAt = at }),
                "until" => (facts, retention with { RenewedUntil = at }),
                "start" => (facts with { Subscription = s with { StartDate = at } }, retention),
                "end" => (facts with { Subscription = s with { EndDate = at } }, retention),
                "notice" => (facts with { Subscription = s with { NoticeAt = at } }, retention),
                "atPeriodEnd" => (
                    facts with
                    {
                        Subscription = s with { CancelAtPeriodEnd = value != "false" },
                    },
                    retention
                ),
                "status" => (facts with { Subscription = s with { Status = status = value } }, retention),
                "subscription" => (facts with { Subscription = s }, retention),
                // The rest of a status of several words.
                _ => (facts with { Subscription = s with { Status = status += " " + word } }, retention),
            };
        }

        return (facts, retention);
    }
}
