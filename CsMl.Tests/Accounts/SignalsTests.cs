using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Tests.Accounts;

public sealed class SignalsTests
{
    [Fact]
    public void What_is_dated_after_the_instant_is_not_seen()
    {
        RandomAccounts.Check(
            (facts, random) =>
            {
                var later = facts with
                {
                    HealthHistory = RandomAccounts.Shuffled(
                        [.. facts.HealthHistory, Some.Snapshot(-0.01, 0, 0, 0, 0, 0), Some.Snapshot(-40, 100)],
                        random
                    ),
                    Activities = RandomAccounts.Shuffled(
                        [
                            .. facts.Activities,
                            Some.Activity(-0.01, "MEETING", sentiment: Sentiment.Negative),
                            Some.Activity(-3, status: ActivityStatus.Scheduled),
                            Some.Activity(-9, status: ActivityStatus.Cancelled, sentiment: Sentiment.Positive),
                        ],
                        random
                    ),
                    Tickets = [Some.Ticket(-0.01, priority: "P1"), .. facts.Tickets],
                    Contacts = [Some.Executive(-0.01), .. facts.Contacts],
                    Ctas =
                    [
                        Some.Cta(-5) with
                        {
                            CreatedAt = Some.DaysAgo(-0.01),
                            DueDate = Some.DaysAgo(1),
                        },
                        .. facts.Ctas,
                    ],
                };

                foreach (var type in Enum.GetValues<PredictionType>())
                {
                    PredictionText.AssertSame(Some.Predict(facts, type), Some.Predict(later, type));
                }
            }
        );
    }

    [Fact]
    public void The_order_of_lists_never_matters()
    {
        RandomAccounts.Check(
            (facts, random) =>
            {
                var shuffled = facts with
                {
                    HealthHistory = RandomAccounts.Shuffled(facts.HealthHistory, random),
                    Activities = RandomAccounts.Shuffled(facts.Activities, random),
                    Tickets = RandomAccounts.Shuffled(facts.Tickets, random),
                    Ctas = RandomAccounts.Shuffled(facts.Ctas, random),
                    Opportunities = RandomAccounts.Shuffled(facts.Opportunities, random),
                    Contacts = RandomAccounts.Shuffled(facts.Contacts, random),
                };

                foreach (var type in Enum.GetValues<PredictionType>())
                {
                    PredictionText.AssertSame(Some.Predict(facts, type), Some.Predict(shuffled, type));
                }
            }
        );
    }

    [Theory]
    [InlineData("CANCELLED", true)]
    [InlineData("canceled", true)]
    [InlineData("Churned", true)]
    [InlineData("EXPIRED", true)]
    [InlineData("terminated", true)]
    [InlineData("active", false)]
    [InlineData("cancelling", false)]
    [InlineData(null, false)]
    public void A_subscription_that_has_ended_means_that_the_account_has_left(string? status, bool hasLeft)
    {
        var facts = Some.Account() with { Subscription = new Subscription(null, null, null, null, null, null, status) };

        Assert.Equal(hasLeft, Signals.Of(facts, Some.Now).HasLeft);
    }

    [Fact]
    public void A_ticket_that_was_closed_later_is_open()
    {
        var signals = Signals.Of(
            Some.Account()
                .With(
                    Some.Ticket(20, closedDaysAgo: -1, status: "CLOSED"),
                    Some.Ticket(20, closedDaysAgo: 0),
                    Some.Ticket(20, status: "resolved"),
                    Some.Ticket(40, status: "waiting"),
                    Some.Ticket(30)
                ),
            Some.Now
        );

        Assert.Equal([40, 30, 20], signals.OpenTickets.Select(t => (Some.Now - t.CreatedAt).TotalDays));
    }

    [Fact]
    public void The_present_score_is_the_accounts_own_else_the_newest_snapshots()
    {
        var history = Some.Account()
            .With(Some.Snapshot(3, 40), Some.Snapshot(30, 90), Some.Snapshot(1, null, usage: 5));

        Assert.Equal(40, Signals.Of(history, Some.Now).HealthScore);
        Assert.Equal(55, Signals.Of(history.WithHealth(55), Some.Now).HealthScore);
        Assert.Null(Signals.Of(Some.Account(), Some.Now).HealthScore);
    }

    [Fact]
    public void The_history_is_as_long_as_its_oldest_snapshot_of_any_age()
    {
        Assert.Equal(
            400,
            Signals.Of(Some.Account().With(Some.Snapshot(2, 50), Some.Snapshot(400, 50)), Some.Now).HealthHistoryDays
        );
    }

    [Fact]
    public void CTAs_of_the_app_itself_and_closed_ones_are_no_sign_of_trouble()
    {
        var signals = Signals.Of(
            Some.Account()
                .With(
                    Some.Cta(5),
                    Some.Cta(-5),
                    Some.Cta(5, CtaStatus.Snoozed),
                    Some.Cta(5, CtaStatus.Completed),
                    Some.Cta(5, CtaStatus.Cancelled),
                    Some.Cta(5, isAutomated: true)
                ),
            Some.Now
        );

        Assert.Equal((3, 2), (signals.OpenCtas, signals.OverdueCtas));
    }

    [Theory]
    [InlineData(null, null, null, true)]
    [InlineData(null, "Negotiation", 10, true)]
    [InlineData(null, "Negotiation", -90, true)]
    [InlineData(null, "Negotiation", -91, false)]
    [InlineData(null, "Closed Won", 10, false)]
    [InlineData(null, "CLOSED_LOST", null, false)]
    [InlineData(null, " won", null, false)]
    [InlineData(null, "Lost to a competitor", null, false)]
    [InlineData(null, "Not closed", null, true)]
    [InlineData(OpportunityStatus.Open, "Closed Won", -500, true)]
    [InlineData(OpportunityStatus.Won, "Negotiation", 10, false)]
    [InlineData(OpportunityStatus.Lost, null, null, false)]
    public void A_deal_is_open_by_its_status_else_by_its_stage_and_date(
        OpportunityStatus? status,
        string? stage,
        int? closesInDays,
        bool isOpen
    )
    {
        var deal = Some.Opportunity(status: status) with
        {
            Stage = stage,
            ExpectedCloseDate = closesInDays is { } days ? Some.Now.AddDays(days) : null,
        };

        Assert.Equal(isOpen ? [deal] : [], Signals.Of(Some.Account().With(deal), Some.Now).OpenOpportunities);
    }

    [Theory]
    [InlineData("2026-03-04T00:00:00Z", 0)]
    [InlineData("2026-03-03T23:59:00Z", 1)]
    [InlineData("2026-03-05T00:00:00Z", 0)]
    public void A_CTA_is_overdue_from_the_day_after_its_due_date(string due, int overdue)
    {
        var cta = Some.Cta(0) with { DueDate = DateTimeOffset.Parse(due, null) };

        Assert.Equal(overdue, Signals.Of(Some.Account().With(cta), Some.Now).OverdueCtas);
    }

    [Theory]
    [InlineData("2026-03-04T00:00:00Z", 0)]
    [InlineData("2026-03-04T23:59:00Z", 0)]
    [InlineData("2026-03-05T00:00:00Z", 1)]
    [InlineData("2026-03-05T20:00:00Z", 1)]
    [InlineData("2026-03-03T00:00:00Z", -1)]
    [InlineData("2026-03-03T22:00:00Z", -1)]
    public void Days_to_the_renewal_are_counted_by_the_calendar(string renewal, int days)
    {
        var facts = Some.Account() with { RenewalDate = DateTimeOffset.Parse(renewal, null) };

        Assert.Equal(days, Signals.Of(facts, Some.Now).DaysToRenewal);
    }

    [Fact]
    public void Of_two_renewal_dates_the_later_future_one_holds_else_the_accounts_own()
    {
        var facts = Some.Account() with
        {
            Subscription = new Subscription(null, null, Some.Now.AddDays(40), null, null, null, null),
        };

        Assert.Equal(40, Signals.Of(facts, Some.Now).DaysToRenewal);
        Assert.Equal(40, Signals.Of(facts.WithRenewalIn(10), Some.Now).DaysToRenewal);
        Assert.Equal(50, Signals.Of(facts.WithRenewalIn(50), Some.Now).DaysToRenewal);
        Assert.Equal(40, Signals.Of(facts.WithRenewalIn(-10), Some.Now).DaysToRenewal);
        Assert.Equal(-60, Signals.Of(facts.WithRenewalIn(40), Some.Now.AddDays(100)).DaysToRenewal);
        Assert.Equal(-90, Signals.Of(facts.WithRenewalIn(10), Some.Now.AddDays(100)).DaysToRenewal);
        Assert.Equal(0, Signals.Of(facts.WithRenewalIn(0), Some.Now.AddDays(40)).DaysToRenewal);
    }
}
