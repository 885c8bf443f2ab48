using System.Text;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Predictions;

namespace CsMl.Tests.Predictions;

public sealed class RulesPredictorTests
{
    [Fact]
    public void The_same_facts_at_the_same_instant_get_the_same_answer_but_for_its_id()
    {
        var (a, b) = (Some.Predict(Some.KnownAccount()), Some.Predict(Some.KnownAccount()));

        PredictionText.AssertSame(a, b);
        Assert.NotEqual(a.PredictionId, b.PredictionId);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("null")]
    [InlineData("\"absurd\"")]
    [InlineData(null)]
    public void The_label_is_never_an_input(string? label)
    {
        const string Label = "\"churnedWithin90Days\":";
        var lines = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data/online-retail/accounts.jsonl"))
            .Take(100);
        foreach (var line in lines)
        {
            var at = line.IndexOf(Label, StringComparison.Ordinal);
            var end = line.IndexOfAny([',', '}'], at);
            var other = label is null
                ? line[..line.LastIndexOf(',', at)] + line[end..]
                : line[..(at + Label.Length)] + label + line[end..];

            foreach (var type in Enum.GetValues<PredictionType>())
            {
                PredictionText.AssertSame(Predict(line, type), Predict(other, type));
            }
        }

        static Prediction Predict(string line, PredictionType type)
        {
            var read = ReadAccount.TryParse(Encoding.UTF8.GetBytes(line), out var errors);
            Assert.Empty(errors);
            return Some.Predict(read!.Facts, type, asOf: read.AsOf);
        }
    }

    [Fact]
    public void Something_is_always_recommended_and_the_first_is_as_pressing_as_the_risk()
    {
        RandomAccounts.Check(
            (facts, _) =>
            {
                foreach (var type in Enum.GetValues<PredictionType>())
                {
                    var prediction = Some.Predict(facts, type);

                    Assert.InRange(prediction.Recommendations.Count, 1, 3);
                    Assert.All(
                        prediction.Recommendations,
                        r => Assert.DoesNotContain("", new[] { r.Action, r.Rationale, r.ExpectedImpact, r.Timeframe })
                    );
                    Assert.Equal(
                        prediction.Recommendations.Count,
                        prediction.Recommendations.DistinctBy(r => r.Action).Count()
                    );
                    var pressing = prediction.Recommendations.Select(r => r.Priority).ToList();
                    Assert.Equal(pressing.Order(), pressing);
                    if (prediction is ChurnPrediction { RiskCategory: RiskCategory.Critical })
                    {
                        Assert.Equal(
                            (ActionPriority.Urgent, "by 5 March 2026"),
                            (pressing[0], prediction.Recommendations[0].Timeframe)
                        );
                    }
                }
            }
        );
    }

    [Fact]
    public void What_is_recommended_second_is_a_step_less_pressing()
    {
        var facts = Some.Account().WithContacts(100, 107, 114, 121, 128).WithHealth(10).With(Some.Ticket(3));

        var prediction = Some.PredictChurn(facts);

        Assert.Equal(RiskCategory.Critical, prediction.RiskCategory);
        Assert.Equal(
            [
                (ActionPriority.Urgent, "by 5 March 2026"),
                (ActionPriority.High, "by 9 March 2026"),
                (ActionPriority.High, "by 9 March 2026"),
            ],
            prediction.Recommendations.Select(r => (r.Priority, r.Timeframe))
        );
    }

    [Fact]
    public void A_factors_impact_grows_with_what_it_adds()
    {
        Assert.Equal(Degree.Low, Impact(Some.Account().With(Some.Ticket(0))));
        Assert.Equal(
            Degree.Medium,
            Impact(Some.Account().With(Some.Ticket(1, priority: "P1"), Some.Ticket(0, priority: "P1")))
        );
        Assert.Equal(Degree.High, Impact(Some.Account().WithHealth(0)));

        static Degree Impact(AccountFacts facts) => Assert.Single(Some.PredictChurn(facts).RiskFactors).Impact;
    }

    [Fact]
    public void A_renewal_date_that_has_passed_weighs_as_one_of_today_until_it_is_taken_for_forgotten()
    {
        double At(int days) => Some.PredictChurn(Some.Account().WithRenewalIn(days)).Probability;

        Assert.Equal(At(0), At(-1));
        Assert.Equal(At(0), At(-60));
        Assert.Equal(At(400), At(-61));
        Assert.Equal(0.25, At(121));
    }

    [Fact]
    public void A_prediction_is_of_its_instant_and_valid_for_as_long_as_asked()
    {
        var prediction = RulesPredictor.Predict(Some.Request(Some.KnownAccount()) with { ValidityDays = 7 });

        Assert.Equal(Some.Now, prediction.PredictedAt);
        Assert.True(prediction.IsValidAt(Some.Now.AddDays(6.99)));
        Assert.False(prediction.IsValidAt(Some.Now.AddDays(7)));
    }

    [Theory]
    [InlineData(1900)]
    [InlineData(1969)]
    [InlineData(2200)]
    public void Any_instant_that_can_be_read_can_be_predicted_at(int year)
    {
        var asOf = new DateTimeOffset(year, 6, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(asOf, Some.Predict(Some.KnownAccount(), asOf: asOf).PredictedAt);
    }

    [Theory]
    [InlineData("CHURNED", false, null, "The CRM lists the account as churned")]
    [InlineData("CUSTOMER", true, null, "The account is archived in the CRM")]
    [InlineData("CUSTOMER", false, "Cancelled", "The subscription is cancelled")]
    public void An_account_that_has_left_is_critical_and_says_so_first(
        string type,
        bool archived,
        string? subscription,
        string driver
    )
    {
        var lively = Some.KnownAccount()
            .WithContacts([.. Enumerable.Range(0, 200).Select(i => (double)i)])
            .With([.. Enumerable.Repeat(Some.Activity(1, sentiment: Sentiment.Positive), 10)])
            .With(Some.Opportunity(100));
        var facts = lively with
        {
            HealthScore = 100,
            Type = type == "CHURNED" ? AccountType.Churned : AccountType.Customer,
            Archived = archived,
            Subscription = new Subscription(null, null, null, null, null, null, subscription),
        };

        var prediction = Some.PredictChurn(facts);

        // However lively it was until the end.
        Assert.Equal(RiskCategory.Critical, prediction.RiskCategory);
        Assert.Equal(driver, prediction.PrimaryChurnDrivers[0]);
    }
}
