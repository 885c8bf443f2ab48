using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Rules;
using CsMl.Core.Predictions.Types;

namespace CsMl.Tests.Predictions.Rules;

public sealed class RuleSetTests
{
    /// <summary>What is removed, and the rules that look at it.</summary>
    private static readonly (string Kind, Func<AccountFacts, AccountFacts> Without, string[] Rules)[] Kinds =
    [
        (
            "health",
            f => f with { HealthScore = null, HealthHistory = [] },
            [nameof(LowHealth), nameof(HealthTrend), nameof(SuddenDrop), nameof(SustainedDecline)]
        ),
        (
            "activities",
            f => f with { Activities = [] },
            [nameof(SilenceAgainstRhythm), nameof(NegativeSentiment), nameof(NoMeetings), nameof(EngagementChange)]
        ),
        (
            "sentiment",
            f => f with { Activities = [.. f.Activities.Select(a => a with { Sentiment = null })] },
            [nameof(NegativeSentiment)]
        ),
        (
            "meetings",
            f =>
                f with
                {
                    Activities = [.. f.Activities.Select(a => a.Type == "NOTE" ? a : a with { Type = "EMAIL" })],
                },
            [nameof(NoMeetings)]
        ),
        ("tickets", f => f with { Tickets = [] }, [nameof(UnresolvedTickets)]),
        ("CTAs", f => f with { Ctas = [] }, [nameof(OverdueCtas)]),
        ("opportunities", f => f with { Opportunities = [] }, [nameof(OpenOpportunities)]),
        ("contacts", f => f with { Contacts = [] }, [nameof(NoExecutive)]),
        ("renewal", f => f with { RenewalDate = null, Subscription = null }, [nameof(RenewalNear)]),
    ];

    [Fact]
    public void A_probability_is_never_nought_nor_one_whatever_the_account()
    {
        RandomAccounts.Check(
            (facts, random) =>
            {
                foreach (var type in Enum.GetValues<PredictionType>())
                {
                    var probability = Some.Predict(facts, type, random.Next(30, 366)).Probability;
                    Assert.True(probability is > 0 and < 1, $"{type}: {probability}");
                }
            }
        );
    }

    [Fact]
    public void Not_even_the_worst_of_accounts_is_lost_for_certain()
    {
        var worst = Some.Account()
            .WithHealth(0)
            .WithHealthHistory(90, 60, 30, 0)
            .WithContacts([.. Enumerable.Range(300, 60).Select(i => (double)i)])
            .With([.. Enumerable.Repeat(Some.Ticket(200, priority: "P1"), 20)])
            .WithRenewalIn(0);

        var prediction = Some.PredictChurn(worst with { Archived = true }, 365);

        Assert.InRange(prediction.ChurnProbability, 0.99, 0.9999);
        Assert.InRange(prediction.RetentionProbability, 0.0001, 0.01);
    }

    [Fact]
    public void Contributions_add_up_to_the_log_odds_of_the_probability()
    {
        RandomAccounts.Check(
            (facts, _) =>
            {
                foreach (var type in Enum.GetValues<PredictionType>())
                {
                    var rules = PredictionTypes.Of(type).RuleSet;
                    var prior = rules.Evaluate(Signals.Of(Some.Account(), Some.Now), 90).Probability;
                    var evaluation = rules.Evaluate(Signals.Of(facts, Some.Now), 90);

                    Assert.Equal(
                        LogOdds(prior) + evaluation.Findings.Sum(f => f.LogOdds),
                        LogOdds(evaluation.Probability),
                        6
                    );
                }
            }
        );
    }

    [Fact]
    public void Nothing_known_is_the_prior_and_no_finding()
    {
        foreach (var type in Enum.GetValues<PredictionType>())
        {
            Assert.Empty(PredictionTypes.Of(type).RuleSet.Evaluate(Signals.Of(Some.Account(), Some.Now), 90).Findings);
        }

        Assert.Equal(0.25, Some.PredictChurn(Some.Account()).Probability);
    }

    [Fact]
    public void A_kind_of_data_that_is_missing_adds_nothing_and_changes_nothing_else()
    {
        RandomAccounts.Check(
            (facts, _) =>
            {
                foreach (var (kind, without, rules) in Kinds)
                {
                    foreach (var type in Enum.GetValues<PredictionType>())
                    {
                        var before = Shares(facts, type).Where(f => !rules.Contains(f.Rule));
                        var after = Shares(without(facts), type);

                        // A cancelled subscription is also what the CRM states of the account; that rule has its own tests.
                        Assert.True(Known(before).SequenceEqual(Known(after)), $"{type} without {kind}");
                    }
                }
            }
        );

        static IEnumerable<(string Rule, double LogOdds)> Shares(AccountFacts facts, PredictionType type) =>
            PredictionTypes
                .Of(type)
                .RuleSet.Evaluate(Signals.Of(facts, Some.Now), 90)
                .Findings.Select(f => (f.Finding.Rule, f.LogOdds));

        static IEnumerable<(string Rule, double LogOdds)> Known(IEnumerable<(string Rule, double LogOdds)> shares) =>
            shares.Where(s => s.Rule is not (nameof(AlreadyLeft) or nameof(NoticeGiven)));
    }

    [Fact]
    public void A_longer_window_never_lowers_the_churn_probability()
    {
        RandomAccounts.Check(
            (facts, _) =>
            {
                var probabilities = new[] { 30, 31, 60, 89, 90, 91, 180, 364, 365 }
                    .Select(days => Some.PredictChurn(facts, days).Probability)
                    .ToList();

                Assert.Equal(probabilities.Order(), probabilities);
            }
        );
    }

    [Fact]
    public void Coming_through_360_days_is_coming_through_90_days_twice_because_the_hazard_falls()
    {
        var once = Some.PredictChurn(Some.KnownAccount(), 90).RetentionProbability;

        Assert.InRange(Some.PredictChurn(Some.KnownAccount(), 360).RetentionProbability - once * once, -0.001, 0.001);
    }

    [Fact]
    public void Alarming_health_and_long_silence_that_is_not_usual_are_always_named()
    {
        var alarming = 0;
        var silent = 0;
        RandomAccounts.Check(
            (facts, _) =>
            {
                var signals = Signals.Of(facts, Some.Now);
                var prediction = Some.PredictChurn(facts);
                if (signals.HealthScore < 30)
                {
                    alarming++;
                    AssertNamed(prediction, "Health score is ");
                }

                var usual = 1.15 * (signals.Engagement.MeanGap ?? 0);
                if (
                    signals.Engagement is { DaysSinceLast: > 30 and var days, IsExcused: false, Silence: var silence }
                    && silence > usual
                )
                {
                    silent++;
                    AssertNamed(prediction, $"Last activity {days} days ago");
                }

                if (signals.Engagement is { IsRecorded: true, LastAt: null })
                {
                    silent++;
                    AssertNamed(prediction, "No completed activity on record");
                }
            }
        );

        Assert.True(alarming > 100 && silent > 100, $"{alarming} alarming, {silent} silent");
    }

    [Fact]
    public void Drivers_stand_gravest_first()
    {
        RandomAccounts.Check(
            (facts, _) =>
            {
                foreach (var type in Enum.GetValues<PredictionType>())
                {
                    var evaluation = PredictionTypes.Of(type).RuleSet.Evaluate(Signals.Of(facts, Some.Now), 90);
                    var drivers = evaluation.DriversFor(20).Select(d => d.LogOdds).ToList();

                    Assert.Equal(drivers.OrderDescending(), drivers);
                }
            }
        );
    }

    /// <summary>A slow rhythm may explain 35 days of silence; it is named all the same, and as the least of the drivers.</summary>
    [Fact]
    public void A_silence_as_usual_is_no_driver()
    {
        var slow = Some.Account().WithContacts([.. Enumerable.Range(0, 10).Select(i => 35 + 36.0 * i)]);

        var prediction = Some.PredictChurn(slow.With(Some.Ticket(3)));

        Assert.Equal(
            ["1 unresolved support ticket, open for 3 days, since 1 March 2026"],
            prediction.PrimaryChurnDrivers
        );
        Assert.Contains(
            "against it: Last activity 35 days ago, as usual",
            prediction.Explanation,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_silence_that_still_counts_for_the_account_is_not_sold_as_reassurance()
    {
        // Often in touch, so most likely still there; but a manager would not call three weeks of silence good news.
        var often = Some.Account().WithContacts([.. Enumerable.Range(0, 12).Select(i => 35 + 9.0 * i * (i % 2 + 1))]);
        var expansion = (ExpansionPrediction)Some.Predict(often, PredictionType.Expansion);
        var churn = Some.PredictChurn(often);

        Assert.Contains(
            "Last activity 35 days ago; before that",
            churn.PrimaryChurnDrivers[0],
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("against it: Last activity", churn.Explanation, StringComparison.Ordinal);
        Assert.DoesNotContain(expansion.ExpansionDrivers, d => d.StartsWith("Last activity", StringComparison.Ordinal));
    }

    [Fact]
    public void What_speaks_against_an_expansion_is_not_named_as_its_driver()
    {
        var quiet = Some.Account().WithContacts(200, 210, 220).With(Some.Opportunity(60)).WithHealth(20);

        var prediction = (ExpansionPrediction)Some.Predict(quiet, PredictionType.Expansion);

        Assert.Equal(["1 open opportunity"], prediction.ExpansionDrivers);
        Assert.Contains("against it: Last activity 200 days ago", prediction.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Drivers_are_few_and_factors_hardly_more()
    {
        RandomAccounts.Check(
            (facts, _) =>
            {
                var prediction = Some.PredictChurn(facts);

                Assert.InRange(prediction.PrimaryChurnDrivers.Count, 1, 4);
                Assert.InRange(prediction.RiskFactors.Count, 0, 6);
            }
        );
    }

    private static void AssertNamed(ChurnPrediction prediction, string start)
    {
        Assert.Contains(prediction.PrimaryChurnDrivers, d => d.StartsWith(start, StringComparison.Ordinal));
        Assert.Contains(prediction.RiskFactors, f => f.Description.StartsWith(start, StringComparison.Ordinal));
    }

    private static double LogOdds(double p) => Math.Log(p / (1 - p));
}
