using CsMl.Core.Accounts;
using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using static CsMl.Tests.Outcomes.Settling;

namespace CsMl.Tests.Outcomes;

/// <summary>The figures where one outcome more or less changes what is told.</summary>
public sealed class FigureEdgesTests
{
    [Fact]
    public void A_CTA_belongs_to_a_prediction_if_it_was_completed_after_it_and_at_its_windows_end_at_the_latest()
    {
        var stayed = Settled(0.7, happened: false);
        var left = Settled(0.7, happened: true) with
        {
            Settlement = stayed.Settlement! with { Happened = true, OutcomeAt = Some.Now.AddDays(40) },
        };

        Assert.False(Has(stayed, Some.Now));
        Assert.True(Has(stayed, Some.Now + Second));
        Assert.True(Has(stayed, End));
        Assert.False(Has(stayed, End + Second));
        Assert.True(Has(left, Some.Now.AddDays(40)));
        Assert.False(Has(left, Some.Now.AddDays(40) + Second));

        static bool Has(CountedPrediction p, DateTimeOffset at) => CtaEffect.HasCta(p, Completed((p.AccountId, at)));
    }

    [Fact]
    public void Accounts_with_a_completed_CTA_stand_beside_those_without_at_the_same_risk_the_highest_first()
    {
        List<CountedPrediction> all =
        [
            .. Each(40, i => Settled(0.7, happened: i < 10) with { AccountId = $"a{i}" }),
            .. Each(
                30,
                i => Settled(0.9, happened: i < 3) with { AccountId = $"b{i}", Category = RiskCategory.Critical }
            ),
        ];

        var effect = CtaEffect.Of(all, Completed([.. Each(35, i => ($"a{i}", Some.Now.AddDays(1)))]));

        Assert.Equal(
            [RiskCategory.Critical, RiskCategory.High, RiskCategory.Medium, RiskCategory.Low],
            effect.ByCategory.Select(risk => risk.Category)
        );
        var (critical, high) = (effect.ByCategory[0], effect.ByCategory[1]);
        Assert.Equal((35, 10), (high.WithCompletedCta.Accounts, high.WithCompletedCta.Churned));
        Assert.Equal(Math.Round(10 / 35.0, 4), high.WithCompletedCta.Rate.Value);
        Assert.Equal((5, 0), (high.WithoutCompletedCta.Accounts, high.WithoutCompletedCta.Churned));
        Assert.Equal("Not enough outcomes yet (5 of 30).", high.WithoutCompletedCta.Rate.Note);
        Assert.Equal((0, 30, 3), (critical.WithCompletedCta.Accounts, critical.WithoutCompletedCta.Accounts, 3));
        Assert.Equal(0.1, critical.WithoutCompletedCta.Rate.Value);
    }

    [Theory]
    [InlineData(364, "less than a year")]
    [InlineData(365, "one to three years")]
    [InlineData(1094, "one to three years")]
    [InlineData(1095, "three years and more")]
    [InlineData(null, "unknown")]
    public void Tenure_is_divided_at_one_year_and_at_three(int? days, string segment)
    {
        var one = Settled(0.5, happened: true) with { Segment = new AccountSegment(null, days, null) };
        var other = one with { Segment = new AccountSegment(null, days < 1_000 ? 2_000 : 10, null) };

        Assert.Contains(
            DivideBySegment.Of([one, other, other]),
            found => found is { By: "tenure", Validated: 1 } && found.Segment == segment
        );
    }

    [Fact]
    public void Thirds_of_revenue_begin_at_their_bounds_and_are_of_one_currency()
    {
        // Of each currency the ten smallest left, the ten in the middle did not, and five of the largest did.
        List<CountedPrediction> all =
        [
            .. Each(30, i => Of(i + 1, i < 10 || i >= 25, "EUR")),
            .. Each(30, i => Of(1_000 * (i + 1), i < 10 || i >= 25, "JPY")),
            .. Each(30, i => Of(7 * (i + 1), i < 10 || i >= 25, currency: null)),
        ];

        var found = DivideBySegment.Of(all).Where(s => s.By == "revenue").ToDictionary(s => s.Segment);

        Assert.Equal((30, 30), (found["lowest third"].Validated, found["lowest third"].Happened));
        Assert.Equal((30, 0), (found["middle third"].Validated, found["middle third"].Happened));
        Assert.Equal((30, 15), (found["highest third"].Validated, found["highest third"].Happened));

        static CountedPrediction Of(decimal revenue, bool happened, string? currency) =>
            Settled(0.5, happened) with
            {
                AnnualRevenue = revenue,
                Segment = currency is null ? null : new AccountSegment(null, null, currency),
            };
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(29, false)]
    public void A_segment_is_compared_with_thirty_others_and_no_fewer(int others, bool isCompared)
    {
        var all = Each(30, i => Typed(i, AccountType.Partner))
            .Concat(Each(others, i => Typed(i, AccountType.Customer)));

        var partners = DivideBySegment.Of([.. all]).Single(s => s is { By: "type", Segment: "PARTNER" });

        Assert.Equal(isCompared, partners.Gap.Value is not null);
        Assert.Equal(isCompared ? null : "There are too few other accounts.", partners.Gap.Note);
        Assert.Equal(isCompared ? null : "There are too few other accounts.", partners.AucGap.Note);
        Assert.Equal(0.5, partners.MeanProbability);
        Assert.Null(partners.Warning);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(9, false)]
    public void A_ranking_is_compared_from_ten_that_left_and_ten_that_stayed(int few, bool isCompared)
    {
        foreach (var leave in (bool[])[true, false])
        {
            var all = Each(40, i => Typed(i, AccountType.Partner, i < few == leave))
                .Concat(Each(60, i => Typed(i, AccountType.Customer, i % 2 == 0)));

            var partners = DivideBySegment.Of([.. all]).Single(s => s is { By: "type", Segment: "PARTNER" });

            Assert.Equal(isCompared, partners.AucGap.Value is not null);
        }
    }

    [Fact]
    public void Forecasters_that_say_the_same_cannot_be_told_apart_and_ten_accounts_are_enough()
    {
        var same = Each(30, i => new RivalForecast($"a{i % 10}", 0.4, 0.4, i % 3 == 0));
        var worse = Each(30, i => new RivalForecast($"a{i % 10}", 0.4 + 0.01 * (i % 5), 0.1, Happened: false));

        Assert.Equal(
            "On 30 outcomes b and a cannot be told apart (log loss 0.000 lower; 95 % interval of the gain 0.000 to 0.000).",
            ForecastComparison.Of("a", "b", [.. same]).Verdict
        );
        Assert.StartsWith(
            "On 30 outcomes b did worse than a (log loss 0.4",
            ForecastComparison.Of("a", "b", [.. worse]).Verdict,
            StringComparison.Ordinal
        );
        Assert.Contains(" higher; ", ForecastComparison.Of("a", "b", [.. worse]).Verdict, StringComparison.Ordinal);
        Assert.Contains(
            " lower; ",
            ForecastComparison.Of("a", "b", [.. worse.Select(w => w.Swapped())]).Verdict,
            StringComparison.Ordinal
        );
        // Too few outcomes are said before too few accounts.
        var few = ForecastComparison.Of("a", "b", [.. Each(12, i => new RivalForecast($"a{i % 6}", 0.4, 0.1, true))]);
        Assert.Equal("Not enough outcomes yet (12 of 30).", few.Verdict);
    }

    [Theory]
    [InlineData(true, "what was learned", "the rules")]
    [InlineData(false, "the rules", "what was learned")]
    public void Who_is_in_use_is_the_champion(bool usesLearned, string champion, string challenger)
    {
        // The challenger of these is what was learned.
        var learned = Each(30, i => new RivalForecast($"a{i}", 0.1, 0.5, Happened: false));
        List<CountedPrediction> closed =
        [
            Settled(0.6, true) with
            {
                Source = PredictionSource.Llm,
                RulesProbability = 0.4,
            },
            Settled(0.6, true) with
            {
                Source = PredictionSource.Llm,
            },
            Settled(0.6, true) with
            {
                RulesProbability = 0.4,
            },
        ];

        var found = ForecastComparisons.Of(closed, [.. learned], usesLearned, []);

        Assert.Equal((champion, challenger), (found.Learned.Champion, found.Learned.Challenger));
        Assert.Contains(
            usesLearned ? "the rules did worse than what was learned" : "what was learned did better than the rules",
            found.Learned.Verdict,
            StringComparison.Ordinal
        );
        Assert.Equal((1, 1), (found.LanguageModel.Validated, found.LanguageModel.Happened));
    }

    [Fact]
    public void A_person_is_nearer_if_what_happened_is_nearer_to_the_persons_odds()
    {
        // Of a prediction of .7: nearer if they left, farther if they stayed, and one that agrees.
        List<Opinion> said =
        [
            .. Each(24, i => Said($"kim{i % 4}", 0.9, happened: true)),
            .. Each(11, _ => Said("robin", 0.9, happened: false)),
            // Farther, too: they left.
            .. Each(5, _ => Said("robin", 0.3, happened: true)),
            Said("alex", 0.7, happened: true),
        ];

        var people = PeopleComparison.Of(said);

        Assert.Equal((41, 6, 40), (people.Opinions, people.Authors, people.Disagreements));
        Assert.Equal((0.6, 0.5), (people.Nearer.Value, people.Nearer.BaseRate));
        Assert.Equal((41, 30), (people.Scores.Validated, people.Scores.Happened));
        Assert.Equal("Not enough outcomes yet (29 of 30).", PeopleComparison.Of([.. said.Take(29)]).Nearer.Note);

        static Opinion Said(string by, double probability, bool happened) =>
            new(by, probability, null, Some.Now, Settled(0.7, happened));
    }

    [Fact]
    public void A_certainty_that_fails_costs_much_and_not_everything()
    {
        Assert.InRange(ForecastScores.LossOf(new Forecast(1, Happened: false)), 5, 50);
        Assert.InRange(ForecastScores.LossOf(new Forecast(0, Happened: true)), 5, 50);
    }

    [Fact]
    public void Nothing_has_no_interval_and_two_accounts_have_one()
    {
        Assert.Null(Interval.Of(0, 0));
        Assert.Null(Interval.StandardError([]));
        Assert.Null(Interval.StandardError([new("a", 1), new("a", 3)]));
        Assert.Equal(1, Interval.StandardError([new("a", 1), new("b", 3)])!.Value, 1e-9);
    }

    [Fact]
    public void A_figure_that_is_not_defined_says_so()
    {
        Assert.Equal("It is not defined for these outcomes.", Metric.Of(null, 0.5).Note);
        Assert.Equal("It is not defined for these outcomes.", Metric.Share(0, 0, null).Note);
        Assert.Null(Metric.TooFewOf("predicted", 10));
        Assert.Equal("Not enough predicted yet (9 of 10).", Metric.TooFewOf("predicted", 9));
        Assert.Null(Metric.TooFew(30));
    }

    [Fact]
    public void A_ranking_needs_ten_of_the_opposite_and_its_interval_counts_them()
    {
        var few = PredictionMetrics.Of([.. Each(30, i => Settled(0.02 * i + 0.3, i < 25))], PredictionType.Churn);
        Assert.Equal("Not enough of the opposite yet (5 of 10).", few.Auc.Note);
        Assert.NotEmpty(few.Lift);
        Assert.Null(few.MeanAbsoluteError);

        var enough = PredictionMetrics.Of([.. Each(40, i => Settled(0.01 * i + 0.3, i >= 30))], PredictionType.Churn);
        Assert.Equal(1, enough.Auc.Value);
        var mixed = PredictionMetrics.Of([.. Each(40, i => Settled(0.01 * i + 0.3, i % 4 == 0))], PredictionType.Churn);
        var (low, high) = Interval.OfAuc(mixed.Auc.Value, 10, 30)!.Value;
        Assert.Equal(low, mixed.Auc.Low!.Value, 0.0005);
        Assert.Equal(high, mixed.Auc.High!.Value, 0.0005);

        // Too few outcomes are said before too few predicted ones, and there is no curve.
        var none = PredictionMetrics.Of([.. Each(12, i => Settled(0.2, i < 11))], PredictionType.Churn);
        Assert.Equal("Not enough outcomes yet (12 of 30).", none.Precision.Note);
        Assert.Empty(none.Lift);
    }

    [Fact]
    public void The_error_of_a_score_stands_beside_that_of_an_unchanged_one()
    {
        // Half fell by 10 points as foretold within 2, the others rose by 6.
        var all = Each(
            30,
            i =>
                Counted(PredictionType.HealthTrend) with
                {
                    HealthScore = 60,
                    PredictedScore = i % 2 == 0 ? 52 : 61,
                    Settlement = new Settlement(
                        Some.Now,
                        i % 3 == 0 ? "DECLINING"
                            : i % 2 == 0 ? "STABLE"
                            : "IMPROVING",
                        i % 2 == 0,
                        true,
                        null,
                        i % 2 == 0 ? 50 : 66
                    ),
                }
        );

        var figures = PredictionMetrics.Of([.. all], PredictionType.HealthTrend);

        Assert.Equal(
            ((2 + 5) / 2.0, (10 + 6) / 2.0),
            (figures.MeanAbsoluteError!.Value, figures.MeanAbsoluteError.BaseRate)
        );
        // Each of the three directions is a third of them, not half as those that happened.
        Assert.Equal(0.3333, figures.Accuracy.BaseRate);
    }

    [Fact]
    public void Bins_end_where_the_next_begins_and_a_tenth_has_its_rate()
    {
        List<CountedPrediction> all = [.. Each(100, i => Settled(i / 100.0, i >= 50))];

        var figures = PredictionMetrics.Of(all, PredictionType.Churn);

        Assert.Equal(Each(10, i => (i + 1) / 10.0), figures.Calibration.Select(bin => Math.Round(bin.To, 9)));
        Assert.Equal(
            Each(10, i => (i + 1) / 10.0),
            Calibration
                .Curve([.. all.Select(p => new Forecast(p.Probability, p.Settlement!.Happened))])
                .Select(bin => Math.Round(bin.To, 9))
        );
        Assert.Equal([1, 1, 1, 1, 1, 0, 0, 0, 0, 0], figures.Lift.Select(tenth => tenth.Rate));
        Assert.Empty(LiftTenth.All([new Forecast(0.4, Happened: false)]));
    }

    [Fact]
    public void A_prediction_that_was_given_up_is_looked_at_again_until_its_window_ends()
    {
        var givenUp = Counted() with { IsOpen = false };

        Assert.Empty(SettleAccount.Judge([givenUp], [], Here, End).Changed);
        Assert.True(SettleAccount.Judge([givenUp], [], Here, End - Second).Changed.Single().After.IsOpen);
    }

    [Fact]
    public void A_departure_that_one_prediction_shows_stays_seen_whatever_the_next_one_shows()
    {
        var seen = SettleAccount.Judge([Counted(), Counted(PredictionType.HealthTrend)], [], Gone, End).Seen;

        Assert.Equal(OutcomeKind.Churned, seen!.Kind);
    }

    [Fact]
    public void What_outcomes_tell_begins_at_ten_of_each_and_at_three_hundred()
    {
        const string Unranked = "is not known before 10 have left";
        Assert.Contains(Unranked, TellingPower.Of(40, 9, null), StringComparison.Ordinal);
        Assert.DoesNotContain(Unranked, TellingPower.Of(40, 10, null), StringComparison.Ordinal);
        Assert.DoesNotContain(Unranked, TellingPower.Of(40, 30, null), StringComparison.Ordinal);
        Assert.Contains(Unranked, TellingPower.Of(40, 31, null), StringComparison.Ordinal);
        Assert.Contains("takes some 300", TellingPower.Of(299, 50, null), StringComparison.Ordinal);
        Assert.Contains("can be judged", TellingPower.Of(300, 50, null), StringComparison.Ordinal);
        Assert.Equal(TellingPower.Of(100, 50, 0.75), TellingPower.Of(100, 50, null));
        Assert.NotEqual(TellingPower.Of(100, 50, 0.99), TellingPower.Of(100, 50, null));
        // Hanley and McNeil for an area of .75 with 20 of one kind and 80 of the other: a standard error of .067.
        Assert.Contains("about 0.13,", TellingPower.Of(100, 20, null), StringComparison.Ordinal);
    }

    private static CountedPrediction Settled(double probability, bool happened) =>
        Counted(probability: probability) with
        {
            IsOpen = false,
            Settlement = new Settlement(Some.Now, "", happened, probability >= 0.5 == happened, null, null),
        };

    private static CountedPrediction Typed(int i, AccountType type, bool? happened = null) =>
        Settled(0.5, happened ?? i % 2 == 0) with
        {
            AccountId = $"{type}{i}",
            Segment = new AccountSegment(type, null, null),
        };

    private static ILookup<string, DateTimeOffset> Completed(params (string AccountId, DateTimeOffset At)[] ctas) =>
        ctas.ToLookup(cta => cta.AccountId, cta => cta.At);

    private static IEnumerable<T> Each<T>(int count, Func<int, T> make) => Enumerable.Range(0, count).Select(make);
}
