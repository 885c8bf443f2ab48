using System.Globalization;
using System.Text.RegularExpressions;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Rules;
using CsMl.Core.Predictions.Types;

namespace CsMl.Tests.Predictions.Rules;

/// <summary>What a rule says that it would have to see, beside what it makes of an account of which that is true.</summary>
public sealed partial class RuleReachTests
{
    /// <summary>An account that shows so much of what each rule sees, and in which direction there is more of it.</summary>
    private static readonly Dictionary<Rule, (Func<int, AccountFacts> Make, int More)> Accounts = new()
    {
        [LowHealth.Rule] = (n => Some.Account().WithHealth(n), -1),
        [OverdueCtas.Rule] = (
            n => Some.Account().With([.. Enumerable.Range(0, n).Select(i => Some.Cta(3) with { Id = $"c{i}" })]),
            1
        ),
        [RenewalNear.Rule] = (n => Some.Account().WithRenewalIn(n), -1),
        [UnresolvedTickets.Rule] = (
            n => Some.Account().With([.. Enumerable.Range(0, n).Select(_ => Some.Ticket(0, priority: "HIGH"))]),
            1
        ),
        [NoExecutive.Rule] = (n => Some.Account().With(Some.Executive(n)), 1),
        [NoMeetings.Rule] = (n => Some.Account().With(Some.Activity(45 + n, "MEETING")), 1),
        [NegativeSentiment.Rule] = (
            n =>
                Some.Account()
                    .With([.. Enumerable.Range(0, n).Select(i => Some.Activity(4 * i, sentiment: Sentiment.Negative))]),
            1
        ),
        [SustainedDecline.Rule] = (
            n => Some.Account().WithWeeklyHealth([.. Enumerable.Range(0, n + 1).Select(i => 90.0 - 3 * i)]),
            1
        ),
    };

    public static TheoryData<string> Names => [.. Accounts.Keys.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_would_have_to_be_seen_is_enough_and_no_less_would_be(string name)
    {
        var (rule, (make, more)) = Accounts.Single(one => one.Key.Name == name);
        foreach (var step in Enumerable.Range(1, 40))
        {
            var wanted = rule.Reach!.Most * step / 40;
            var seen = NumberIn(rule.Reach.Seen(wanted));

            Assert.True(Evidence(rule, make(seen)) >= wanted - 1e-6, $"{seen} for {wanted}");
            Assert.True(Evidence(rule, make(seen - more)) < wanted + 1e-6, $"{seen - more} for {wanted}");
        }
    }

    [Fact]
    public void A_sudden_drop_is_named_by_the_points_that_it_takes()
    {
        var reach = SuddenDrop.Rule.Reach!;

        Assert.Contains("more than 15 points", reach.Seen(0.04), StringComparison.Ordinal);
        Assert.Equal(0.04, Evidence(SuddenDrop.Rule, Some.Account().WithWeeklyHealth(80, 64)));
        Assert.Contains("more than 25 points", reach.Seen(0.12), StringComparison.Ordinal);
        Assert.Equal(0.12, Evidence(SuddenDrop.Rule, Some.Account().WithWeeklyHealth(80, 54)));
    }

    [Fact]
    public void No_rule_goes_beyond_its_reach_and_those_without_one_cannot_raise_a_customers_risk()
    {
        RandomAccounts.Check(
            (facts, _) =>
            {
                var signals = Signals.Of(facts, Some.Now);
                foreach (var rule in PredictionTypes.Of(PredictionType.Churn).RuleSet.Rules)
                {
                    var most =
                        rule.Reach?.Most
                        ?? (rule == AlreadyLeft.Rule || rule == NoticeGiven.Rule ? double.MaxValue : 0);
                    Assert.True(!(rule.Evaluate(signals)?.LogOdds > most + 1e-9), rule.Name);
                }
            }
        );
    }

    [Theory]
    [InlineData(30)]
    [InlineData(90)]
    [InlineData(365)]
    public void A_probability_within_any_window_goes_back_to_the_log_odds_that_it_came_from(int windowDays)
    {
        RandomAccounts.Check(
            (facts, _) =>
            {
                var rules = PredictionTypes.Of(PredictionType.Churn).RuleSet;
                var within = rules.Evaluate(Signals.Of(facts, Some.Now), windowDays);
                var sum = within.PriorLogOdds + within.Findings.Sum(f => f.LogOdds);
                // Beyond that nothing is held for certain, and a probability is told from no other.
                if (Math.Abs(sum) < 7)
                {
                    Assert.Equal(sum, RuleSet.LogOddsWithinHorizon(within.Probability, windowDays), 0.001);
                }
            },
            count: 200
        );
    }

    private static double Evidence(Rule rule, AccountFacts facts) =>
        rule.Evaluate(Signals.Of(facts, Some.Now))?.LogOdds ?? 0;

    private static int NumberIn(string words) =>
        Number().Match(words) is { Success: true, Value: var number } ? int.Parse(number, CultureInfo.InvariantCulture)
        : words.Contains("due", StringComparison.Ordinal) ? 0
        : 1;

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
