using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Rules;

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

    /// <summary>Dates without a time are usual in a CRM, and then many contacts share an instant.</summary>
    [Fact]
    public void The_order_of_contacts_of_one_instant_does_not_matter()
    {
        var angry = Enumerable.Repeat(Some.Activity(5, sentiment: Sentiment.Negative), 8);
        var happy = Enumerable.Repeat(Some.Activity(5, sentiment: Sentiment.Positive), 8);

        PredictionText.AssertSame(
            Some.Predict(Some.Account().With([.. angry, .. happy])),
            Some.Predict(Some.Account().With([.. happy, .. angry]))
        );
    }

    [Theory]
    [InlineData(ActivityStatus.Planned)]
    [InlineData(ActivityStatus.Scheduled)]
    [InlineData(ActivityStatus.InProgress)]
    [InlineData(ActivityStatus.Cancelled)]
    [InlineData(ActivityStatus.NoShow)]
    public void What_did_not_take_place_is_silence_and_not_missing_data(ActivityStatus status)
    {
        var engagement = Engagement.Of(Some.Account().With(Some.Activity(10, "MEETING", status)), Some.Now);

        Assert.True(engagement.IsRecorded);
        Assert.Equal(1, engagement.NotHeld);
        Assert.Null(engagement.LastAt);
        Assert.Null(engagement.DaysSinceMeeting);
        Assert.Equal(0, engagement.Contacts);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(ActivityStatus.Completed)]
    public void A_completed_contact_and_one_that_says_nothing_of_it_count(ActivityStatus? status)
    {
        var engagement = Engagement.Of(Some.Account().With(Some.Activity(10, "MEETING", status)), Some.Now);

        Assert.Equal(10, engagement.DaysSinceLast);
        Assert.Equal(10, engagement.DaysSinceMeeting);
    }

    [Fact]
    public void A_cancelled_meeting_after_the_last_contact_does_not_end_the_silence()
    {
        var quiet = Some.Account().WithContacts(100, 90, 80);

        var finding = SilenceAgainstRhythm.Rule.Evaluate(
            Signals.Of(quiet.With(Some.Activity(2, "MEETING", ActivityStatus.Cancelled)), Some.Now)
        );

        Assert.Equal(SilenceAgainstRhythm.Rule.Evaluate(Signals.Of(quiet, Some.Now)), finding);
        Assert.StartsWith("Last activity 80 days ago", finding!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_without_activities_is_no_silent_account()
    {
        Assert.False(Engagement.Of(Some.Account(), Some.Now).IsRecorded);
    }

    [Fact]
    public void Two_contacts_of_one_day_are_one_active_day()
    {
        var engagement = Engagement.Of(Some.Account().WithContacts(20, 10, 9.99, 9.98), Some.Now);

        Assert.Equal(2, engagement.ActiveDays);
    }

    [Fact]
    public void The_day_on_which_the_time_observed_begins_is_no_return()
    {
        var facts = Some.Account().WithContacts(30, 20, 10);

        var unknownStart = Engagement.Of(facts, Some.Now);
        var earlierStart = Engagement.Of(facts with { CreatedAt = Some.DaysAgo(50) }, Some.Now);
        var longHistory = Engagement.Of(facts with { CreatedAt = Some.DaysAgo(5_000) }, Some.Now);

        Assert.Equal((2, 20, 30), (unknownStart.Contacts, unknownStart.LastDay, unknownStart.ObservedDays));
        Assert.Equal((3, 40, 50), (earlierStart.Contacts, earlierStart.LastDay, earlierStart.ObservedDays));
        Assert.Equal((3, 365, 375), (longHistory.Contacts, longHistory.LastDay, longHistory.ObservedDays));
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
    public void Waiting_never_drops_a_contact_from_the_rhythm()
    {
        var facts = Some.Account().WithContacts([.. Enumerable.Range(0, 12).Select(i => 30.0 * i)]);

        var now = Engagement.Of(facts, Some.Now);
        var later = Engagement.Of(facts, Some.Now.AddDays(500));

        Assert.Equal((now.Contacts, now.LastDay), (later.Contacts, later.LastDay));
        Assert.Equal(now.ObservedDays + 500, later.ObservedDays, 6);
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

    [Theory]
    [InlineData("CEO", true)]
    [InlineData("ceo & founder", true)]
    [InlineData("Vice President, Sales", true)]
    [InlineData("VP/Engineering", true)]
    [InlineData("SVP Operations", true)]
    [InlineData("Executive Sponsor", true)]
    [InlineData("Managing Director", true)]
    [InlineData("Chief of Staff", true)]
    [InlineData("Co-Founder", true)]
    [InlineData("Project Coordinator", false)]
    [InlineData("Contractor", false)]
    [InlineData("Doctor", false)]
    [InlineData("MVP programme", false)]
    [InlineData("Admin", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_senior_person_is_known_by_a_word_of_the_role(string? role, bool isSenior)
    {
        var signals = Signals.Of(Some.Account().With(new Contact("Kim", role, Some.DaysAgo(50))), Some.Now);

        Assert.Equal(isSenior ? 50 : null, signals.DaysSinceExecutive);
    }

    [Fact]
    public void Of_senior_contacts_the_latest_counts()
    {
        var facts = Some.Account().With(Some.Executive(90), Some.Executive(20), Some.Executive(60));

        Assert.Equal(20, Signals.Of(facts, Some.Now).DaysSinceExecutive);
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
    public void The_accounts_own_renewal_date_goes_before_its_subscriptions()
    {
        var facts = Some.Account() with
        {
            Subscription = new Subscription(null, null, Some.Now.AddDays(40), null, null, null, null),
        };

        Assert.Equal(40, Signals.Of(facts, Some.Now).DaysToRenewal);
        Assert.Equal(10, Signals.Of(facts.WithRenewalIn(10), Some.Now).DaysToRenewal);
    }
}
