using CsMl.Core.Accounts;
using CsMl.Core.Predictions.Rules;

namespace CsMl.Tests.Predictions.Rules;

/// <summary>From where on the rules that count days and things speak, what each step weighs, and where they stop.</summary>
public sealed class RuleWeightsTests
{
    [Theory]
    [InlineData(44, null)]
    [InlineData(45, 0.2)]
    [InlineData(75, 0.3)]
    [InlineData(135, 0.5)]
    [InlineData(136, 0.5)]
    [InlineData(900, 0.5)]
    public void Executives_out_of_touch(int days, double? weight) =>
        AssertWeight(NoExecutive.Rule, Some.Account().With(Some.Executive(days)), weight);

    [Theory]
    [InlineData(45, null)]
    [InlineData(46, 0.005)]
    [InlineData(75, 0.15)]
    [InlineData(135, 0.45)]
    [InlineData(136, 0.45)]
    public void No_meeting(int days, double? weight) =>
        AssertWeight(NoMeetings.Rule, Some.Account().With(Some.Activity(days, "MEETING")), weight);

    [Theory]
    [InlineData(121, null)]
    [InlineData(120, 0.0)]
    [InlineData(80, 0.15)]
    [InlineData(0, 0.45)]
    [InlineData(-1, 0.45)]
    [InlineData(-60, 0.45)]
    [InlineData(-61, null)]
    public void The_renewal(int inDays, double? weight) =>
        AssertWeight(RenewalNear.Rule, Some.Account().WithRenewalIn(inDays), weight);

    /// <summary>A plan that renews every month would always be near its renewal.</summary>
    [Theory]
    [InlineData("Pro (monthly)", 400, null)]
    [InlineData("Month-to-month", 400, null)]
    [InlineData("Monatlich kündbar", 400, null)]
    [InlineData("Pro", 20, null)]
    [InlineData("Pro", 22, 0.4125)]
    [InlineData("Not monthly", 400, 0.4125)]
    [InlineData(null, 400, 0.4125)]
    public void A_renewal_that_comes_every_month_is_no_event(string? plan, int startedDaysAgo, double? weight)
    {
        var renewal = Some.Now.AddDays(10);
        var subscription = new Subscription(plan, Some.DaysAgo(startedDaysAgo), renewal, null, null, null, "ACTIVE");

        AssertWeight(RenewalNear.Rule, Some.Account() with { Subscription = subscription }, weight);
    }

    [Theory]
    [InlineData(120, "in 120 days", "Renewal is due in 120 days, on 2 July 2026")]
    [InlineData(1, "in 1 day", "Renewal is due in 1 day, on 5 March 2026")]
    [InlineData(0, "in 0 days", "Renewal is due today, 4 March 2026")]
    [InlineData(-1, "1 day overdue", "Renewal date passed 1 day ago, on 3 March 2026")]
    public void The_renewal_in_words(int inDays, string value, string sentence)
    {
        var finding = Find(RenewalNear.Rule, Some.Account().WithRenewalIn(inDays))!;

        Assert.Equal((value, sentence), (finding.CurrentValue, finding.Sentence));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, 0.12)]
    [InlineData(3, 0.36)]
    [InlineData(4, 0.4)]
    [InlineData(20, 0.4)]
    public void Overdue_CTAs(int count, double? weight) =>
        AssertWeight(OverdueCtas.Rule, Some.Account().With([.. Enumerable.Repeat(Some.Cta(2), count)]), weight);

    [Theory]
    [InlineData(1, "HIGH", 0.2)]
    [InlineData(1, "urgent", 0.2)]
    [InlineData(1, "Critical", 0.2)]
    [InlineData(1, "P1", 0.2)]
    [InlineData(1, "P2", 0.075)]
    [InlineData(1, null, 0.075)]
    [InlineData(3, "P1", 0.6)]
    [InlineData(4, "P1", 0.6)]
    [InlineData(8, null, 0.6)]
    [InlineData(9, null, 0.6)]
    public void Open_tickets(int count, string? priority, double weight)
    {
        var tickets = Enumerable.Repeat(Some.Ticket(0, priority: priority), count);

        AssertWeight(UnresolvedTickets.Rule, Some.Account().With([.. tickets]), weight);
    }

    [Theory]
    [InlineData("", "P2", "1 unresolved support ticket, open for 3 days, since 1 March 2026")]
    [InlineData("", "P1", "1 unresolved support ticket, of high priority and open for 3 days, since 1 March 2026")]
    [InlineData("P2", "P2", "2 unresolved support tickets, the oldest open for 3 days, since 1 March 2026")]
    [InlineData(
        "P1",
        "P1",
        "2 unresolved support tickets, both of high priority, the oldest open for 3 days, since 1 March 2026"
    )]
    [InlineData(
        "P2",
        "P1",
        "2 unresolved support tickets, 1 of them of high priority, the oldest open for 3 days, since 1 March 2026"
    )]
    public void Open_tickets_in_words(string other, string priority, string sentence)
    {
        var facts = Some.Account().With(Some.Ticket(3, priority: priority));
        facts = other.Length == 0 ? facts : facts.With(Some.Ticket(1, priority: other));

        Assert.Equal(sentence, Find(UnresolvedTickets.Rule, facts)!.Sentence);
    }

    [Theory]
    [InlineData(null, -0.24)]
    [InlineData(0.0, 0.0)]
    [InlineData(50.0, -0.4)]
    [InlineData(100.0, -0.8)]
    public void An_open_opportunity(double? chance, double weight) =>
        AssertWeight(OpenOpportunities.Rule, Some.Account().With(Some.Opportunity(chance)), weight);

    [Fact]
    public void Opportunities_add_up_to_one_won_deal_at_most()
    {
        var two = Some.Account().With(Some.Opportunity(60, 1_500), Some.Opportunity(50, 2_000));

        AssertWeight(OpenOpportunities.Rule, two, -0.8);
        Assert.Equal("2 open opportunities, worth 3,500 together", Find(OpenOpportunities.Rule, two)!.Sentence);
        Assert.Equal(
            "1 open opportunity, worth 1,500",
            Find(OpenOpportunities.Rule, Some.Account().With(Some.Opportunity(60, 1_500)))!.Sentence
        );
    }

    [Theory]
    [InlineData(1, 1, null)]
    [InlineData(1, 0, 0.16)]
    [InlineData(0, 1, -0.08)]
    [InlineData(4, 0, 0.4)]
    [InlineData(3, 1, 0.2)]
    public void The_tone_of_conversations(int negative, int positive, double? weight)
    {
        var facts = Some.Account()
            .With([
                .. Enumerable.Range(1, negative).Select(day => Some.Activity(day, sentiment: Sentiment.Negative)),
                .. Enumerable.Range(11, positive).Select(day => Some.Activity(day, sentiment: Sentiment.Positive)),
            ]);

        AssertWeight(NegativeSentiment.Rule, facts, weight);
    }

    [Theory]
    [InlineData(90, 74, 0.04)]
    [InlineData(90, 65, 0.04)]
    [InlineData(90, 64, 0.12)]
    public void A_sudden_fall(double before, double after, double weight) =>
        AssertWeight(SuddenDrop.Rule, Some.Account().WithWeeklyHealth(before, after), weight);

    [Theory]
    [InlineData(2, null)]
    [InlineData(3, 0.2)]
    [InlineData(4, 0.28)]
    [InlineData(6, 0.44)]
    [InlineData(7, 0.5)]
    public void A_run_of_falls(int falls, double? weight) =>
        AssertWeight(
            SustainedDecline.Rule,
            Some.Account().WithWeeklyHealth([.. Enumerable.Range(0, falls + 1).Select(i => 80.0 - i)]),
            weight
        );

    private static Finding? Find(Rule rule, AccountFacts facts) => rule.Evaluate(Signals.Of(facts, Some.Now));

    private static void AssertWeight(Rule rule, AccountFacts facts, double? weight)
    {
        var found = Find(rule, facts)?.LogOdds;
        Assert.Equal(weight, found is { } logOdds ? Math.Round(logOdds, 6) : null);
    }
}
