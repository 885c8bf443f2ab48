using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Tests.Predictions;

/// <summary>
/// Small believable accounts, dated, and what an experienced Customer Success Manager would say of each. A change
/// of weights that moves one of them must be argued for.
/// </summary>
public sealed class GoldenAccountsTests
{
    private static readonly DateTimeOffset Today = Some.Now;

    /// <summary>Weekly calls for a year, high and level health, no tickets: the account one never worries about.</summary>
    [Fact]
    public void Healthy_and_in_touch_every_week_is_low()
    {
        var facts = Some.Account()
            .WithHealthHistory(82, 84, 83)
            .With([.. Every(7, from: 3, count: 50).Select(d => Some.Activity(d, "CALL"))]);

        AssertIs(RiskCategory.Low, facts);
    }

    /// <summary>A quarterly reseller, quiet for two months as always. A fixed 30-day rule would raise an alarm each quarter.</summary>
    [Fact]
    public void Quiet_for_two_months_as_every_quarter_is_not_high()
    {
        var facts = Some.Account()
            .WithHealthHistory(70, 71, 70)
            .With([.. Every(45, from: 40, count: 8).Select(d => Some.Activity(d))]);

        var prediction = Some.PredictChurn(facts);

        Assert.InRange(prediction.RiskCategory, RiskCategory.Low, RiskCategory.Medium);
        Assert.Equal(["Nothing on record stands out"], prediction.PrimaryChurnDrivers);
        Assert.Contains(
            "against it: Last activity 40 days ago, as usual: one every 45 days on average",
            prediction.Explanation,
            StringComparison.Ordinal
        );
    }

    /// <summary>It used to write every other day and has been silent for six weeks: somebody has stopped using the product.</summary>
    [Fact]
    public void Silent_for_six_weeks_after_daily_contact_is_critical()
    {
        var facts = Some.Account()
            .WithHealthHistory(68, 65, 58)
            .With([.. Every(2, from: 45, count: 100).Select(d => Some.Activity(d))]);

        AssertIs(RiskCategory.Critical, facts, "Last activity 45 days ago");
    }

    /// <summary>
    /// The account of the product's document: declining health over 60 days, no executive for 45, three open tickets.
    /// Nobody else has been heard of since that executive, and the renewal is in two months. High: act this week.
    /// </summary>
    [Fact]
    public void Declining_without_its_sponsor_and_with_three_open_tickets_is_high()
    {
        var facts = Some.Account()
            .WithWeeklyHealth(66, 63, 60, 58, 55, 52, 50, 47, 45)
            .With([.. Every(14, from: 52, count: 12).Select(d => Some.Activity(d))])
            .With(Some.Executive(52))
            .With(Some.Ticket(12), Some.Ticket(20, priority: "HIGH"), Some.Ticket(33))
            .WithRenewalIn(60);

        AssertIs(
            RiskCategory.High,
            facts,
            "3 unresolved support tickets, 1 of them of high priority, the oldest open for 33 days"
        );
    }

    /// <summary>A customer of two weeks with a kick-off behind it: nothing to say yet, and above all no alarm.</summary>
    [Fact]
    public void A_new_customer_is_no_alarm_and_the_app_says_how_little_it_knows()
    {
        var facts = Some.Account().WithHealth(70).With(Some.Activity(2, "MEETING"), Some.Activity(13, "CALL")) with
        {
            CreatedAt = Today.AddDays(-14),
        };

        var prediction = Some.PredictChurn(facts);

        Assert.InRange(prediction.RiskCategory, RiskCategory.Low, RiskCategory.Medium);
        Assert.Equal(FallbackReason.InsufficientData, prediction.FallbackReason);
        Assert.Equal(ConfidenceLevel.Low, prediction.ConfidenceLevel);
    }

    /// <summary>A CRM without activities, only a good score: no evidence of silence, so no talk of it.</summary>
    [Fact]
    public void Good_health_and_nothing_else_recorded_is_low()
    {
        var prediction = AssertIs(RiskCategory.Low, Some.Account().WithHealth(85).WithHealthHistory(84, 85, 85));

        Assert.Equal(["Nothing on record stands out"], prediction.PrimaryChurnDrivers);
    }

    /// <summary>Every meeting of the quarter was cancelled or missed; the calendar looks busy and nobody was there.</summary>
    [Fact]
    public void A_calendar_of_cancelled_meetings_is_at_least_high()
    {
        var facts = Some.Account()
            .WithHealthHistory(60, 55, 45, 38)
            .With([.. Every(14, from: 2, count: 6).Select(d => Some.Activity(d, "MEETING", ActivityStatus.Cancelled))])
            .With([.. Every(10, from: 100, count: 10).Select(d => Some.Activity(d, "MEETING"))]);

        var prediction = Some.PredictChurn(facts);

        Assert.InRange(prediction.RiskCategory, RiskCategory.High, RiskCategory.Critical);
        Assert.Contains(
            prediction.PrimaryChurnDrivers,
            d => d.StartsWith("Last activity 100 days ago", StringComparison.Ordinal)
        );
    }

    /// <summary>Angry but talking: they complain weekly about an outage. Watch it this month; they still want it mended.</summary>
    [Fact]
    public void Angry_but_talking_is_medium()
    {
        var facts = Some.Account()
            .WithHealthHistory(62, 40, 15)
            .WithRenewalIn(10)
            .With([.. Every(7, from: 60, count: 20).Select(d => Some.Activity(d, sentiment: Sentiment.Positive))])
            .With([.. Every(7, from: 4, count: 8).Select(d => Some.Activity(d, sentiment: Sentiment.Negative))])
            .With(Some.Ticket(50, priority: "P1"), Some.Ticket(20, priority: "HIGH"), Some.Ticket(8));

        AssertIs(RiskCategory.Medium, facts, "8 of the last 10 conversations with a known sentiment were negative");
    }

    /// <summary>In touch, healthy, and negotiating a larger contract: the renewal next month is not what to worry about.</summary>
    [Fact]
    public void A_renewal_next_month_with_an_upgrade_under_way_is_low()
    {
        var facts = Some.Account()
            .WithHealthHistory(75, 78, 80)
            .With([.. Every(5, from: 2, count: 40).Select(d => Some.Activity(d, "MEETING"))])
            .With(Some.Opportunity(probability: 70, amount: 40_000))
            .With(Some.Executive(10))
            .WithRenewalIn(30);

        AssertIs(RiskCategory.Low, facts, "Renewal is due in 30 days, on 3 April 2026");
    }

    /// <summary>The same renewal, with nobody answering for ten weeks and health in free fall: today.</summary>
    [Fact]
    public void A_renewal_next_month_with_nobody_answering_is_critical()
    {
        var facts = Some.Account()
            .WithHealthHistory(70, 55, 38, 24)
            .With([.. Every(7, from: 70, count: 30).Select(d => Some.Activity(d, "MEETING"))])
            .With(Some.Executive(110))
            .WithRenewalIn(30);

        var prediction = AssertIs(RiskCategory.Critical, facts, "Health score is 24, below 30, the level of alarm");

        Assert.Equal(InterventionUrgency.Immediate, prediction.InterventionUrgency);
        Assert.Equal(1, prediction.SuggestedCTA!.DueDays);
    }

    /// <summary>It gave notice in the CRM, whatever the score says.</summary>
    [Fact]
    public void A_cancelled_subscription_is_critical()
    {
        var facts = Some.Account().WithHealthHistory(80, 80, 80).WithContacts(1, 8, 15, 22, 29) with
        {
            Subscription = new Subscription("Gold", null, null, null, null, null, "cancelled"),
        };

        AssertIs(RiskCategory.Critical, facts, "The subscription is cancelled");
    }

    private static ChurnPrediction AssertIs(RiskCategory expected, AccountFacts facts, string? driver = null)
    {
        var prediction = Some.PredictChurn(facts);
        Assert.True(
            prediction.RiskCategory == expected,
            $"{expected} was expected of an account that is {prediction.RiskCategory}: {prediction.Explanation}"
        );
        if (driver is not null)
        {
            Assert.Contains(prediction.PrimaryChurnDrivers, d => d.StartsWith(driver, StringComparison.Ordinal));
        }

        return prediction;
    }

    private static IEnumerable<double> Every(int days, double from, int count) =>
        Enumerable.Range(0, count).Select(i => from + (double)days * i);
}
