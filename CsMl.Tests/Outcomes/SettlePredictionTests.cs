using CsMl.Core.Accounts;
using CsMl.Core.Health;
using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Tests.Outcomes;

public sealed class SettlePredictionTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly DateTimeOffset End = Some.Now.AddDays(90);
    private static readonly AccountFacts Here = Some.Account();
    private static readonly AccountFacts Gone = Some.Account() with { Type = AccountType.Churned };

    private static CountedPrediction Counted(PredictionType type = PredictionType.Churn, double probability = 0.7) =>
        new(
            "acme",
            type,
            "id",
            Some.Now,
            90,
            Some.Now.AddDays(30),
            probability,
            PredictionSource.Rules,
            RiskCategory.High,
            HealthScore: 60,
            PredictedScore: 50,
            ScoreTrajectory.Declining,
            AnnualRevenue: 1_000,
            ActiveDays: 9,
            IsOpen: true,
            Settlement: null
        );

    private static Settlement? Judge(
        CountedPrediction prediction,
        AccountFacts? facts,
        DateTimeOffset now,
        params Outcome[] outcomes
    ) => SettleAccount.Judge([prediction], outcomes, facts, now).Changed.SingleOrDefault().After?.Settlement;

    private static Outcome Happened(OutcomeKind kind, DateTimeOffset at, bool isSeen = false) => new(kind, at, isSeen);

    [Fact]
    public void A_departure_is_within_the_window_up_to_its_last_instant_and_after_that_no_more()
    {
        var late = End.AddDays(20);
        foreach (
            var (at, word) in ((DateTimeOffset, string)[])
                [
                    (Some.Now + TimeSpan.FromTicks(1), "CHURNED"),
                    (End - Second, "CHURNED"),
                    (End, "CHURNED"),
                    (End + TimeSpan.FromTicks(1), "RETAINED"),
                    (End + Second, "RETAINED"),
                ]
        )
        {
            var settled = Judge(Counted(), Gone, late, Happened(OutcomeKind.Churned, at));

            Assert.Equal((word, word == "CHURNED"), (settled!.ActualOutcome, settled.WasAccurate));
        }
    }

    [Fact]
    public void One_that_left_before_the_prediction_is_nothing_to_foretell()
    {
        foreach (var at in (DateTimeOffset[])[Some.Now, Some.Now - Second])
        {
            var (changed, _) = SettleAccount.Judge([Counted()], [Happened(OutcomeKind.Churned, at)], Gone, End);

            var (_, after) = Assert.Single(changed);
            Assert.Null(after.Settlement);
            Assert.False(after.IsOpen);
        }

        // But for one that came back before it.
        Outcome[] back =
        [
            Happened(OutcomeKind.Churned, Some.DaysAgo(50)),
            Happened(OutcomeKind.Renewed, Some.DaysAgo(20)),
        ];
        Assert.Equal("RETAINED", Judge(Counted(), Here, End, back)!.ActualOutcome);
    }

    [Fact]
    public void The_window_has_passed_at_its_last_instant_and_not_before()
    {
        Assert.Null(Judge(Counted(), Here, End - TimeSpan.FromTicks(1)));
        Assert.Equal("RETAINED", Judge(Counted(), Here, End)!.ActualOutcome);
    }

    [Fact]
    public void A_window_is_counted_in_days_of_24_hours_over_a_leap_day()
    {
        var predicted = new DateTimeOffset(2028, 2, 1, 12, 0, 0, TimeSpan.Zero);
        var leap = Counted() with { PredictedAt = predicted, WindowDays = 30 };

        Assert.Equal(new DateTimeOffset(2028, 3, 2, 12, 0, 0, TimeSpan.Zero), leap.Due);
        Assert.Equal(
            "CHURNED",
            Judge(
                leap,
                Gone,
                leap.Due,
                Happened(OutcomeKind.Churned, new(2028, 2, 29, 0, 0, 0, TimeSpan.Zero))
            )!.ActualOutcome
        );
    }

    [Fact]
    public void The_first_of_departure_and_renewal_settles_it_at_once()
    {
        var (churn, renewal) = (Happened(OutcomeKind.Churned, Some.Now.AddDays(40)), Some.Now.AddDays(30));
        var now = Some.Now.AddDays(41);

        Assert.Equal("CHURNED", Judge(Counted(), Here, now, churn)!.ActualOutcome);
        var renewed = Judge(Counted(), Here, now, churn, Happened(OutcomeKind.Renewed, renewal))!;
        Assert.Equal(
            ("RENEWED", false, false, renewal),
            (renewed.ActualOutcome, renewed.Happened, renewed.WasAccurate, renewed.OutcomeAt)
        );
        Assert.Null(Judge(Counted(), Here, now, Happened(OutcomeKind.Expanded, renewal)));
        Assert.Null(Judge(Counted(), Here, now, Happened(OutcomeKind.Contracted, renewal)));
    }

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(0.4999, false)]
    [InlineData(0.9999, true)]
    [InlineData(0.0001, false)]
    public void Predicted_means_a_probability_of_a_half_or_more(double probability, bool isRight)
    {
        var gone = Judge(Counted(probability: probability), Gone, Some.Now.AddDays(1));

        Assert.Equal((true, isRight), (gone!.Happened, gone.WasAccurate));
        Assert.Equal(!isRight, Judge(Counted(probability: probability), Here, End)!.WasAccurate);
    }

    [Fact]
    public void What_the_CRM_shows_of_a_departure_may_be_a_day_old_and_not_more()
    {
        Assert.Equal("CHURNED", Judge(Counted(), Gone, End.AddDays(1))!.ActualOutcome);
        var (changed, seen) = SettleAccount.Judge([Counted()], [], Gone, End.AddDays(1) + Second);
        Assert.Null(Assert.Single(changed).After.Settlement);
        Assert.False(Assert.Single(changed).After.IsOpen);
        Assert.Null(seen);

        Assert.Equal(
            new Outcome(OutcomeKind.Churned, Some.Now.AddDays(5), IsInferred: true),
            SettleAccount.Judge([Counted()], [], Gone, Some.Now.AddDays(5)).Seen
        );
        var seenLate = Happened(OutcomeKind.Churned, End.AddDays(1), isSeen: true);
        Assert.Equal("CHURNED", Judge(Counted(), Gone, End.AddDays(30), seenLate)!.ActualOutcome);
        var seenLater = Happened(OutcomeKind.Churned, End.AddDays(1) + Second, isSeen: true);
        Assert.Equal("RETAINED", Judge(Counted(), Gone, End.AddDays(30), seenLater)!.ActualOutcome);
    }

    [Fact]
    public void Of_an_account_that_the_CRM_no_longer_has_nobody_can_tell()
    {
        foreach (var type in Enum.GetValues<PredictionType>())
        {
            Assert.Empty(SettleAccount.Judge([Counted(type)], [], null, End - Second).Changed);
            var (_, after) = Assert.Single(SettleAccount.Judge([Counted(type)], [], null, End).Changed);
            Assert.Equal((null, false), (after.Settlement, after.IsOpen));
        }
    }

    [Fact]
    public void What_the_facts_decided_at_the_end_they_do_not_decide_again()
    {
        var retained = Counted() with { IsOpen = false, Settlement = Judge(Counted(), Here, End) };

        Assert.Empty(SettleAccount.Judge([retained], [], Gone, End.AddDays(1)).Changed);
        Assert.Empty(SettleAccount.Judge([retained], [], null, End.AddDays(400)).Changed);
        // What was told later of the time within the window does.
        Assert.Equal(
            "CHURNED",
            Judge(retained, Here, End.AddDays(9), Happened(OutcomeKind.Churned, End))!.ActualOutcome
        );
    }

    [Fact]
    public void An_outcome_that_is_taken_back_opens_the_window_again()
    {
        var churned = Happened(OutcomeKind.Churned, Some.Now.AddDays(9));
        var settled = Counted() with
        {
            IsOpen = false,
            Settlement = Judge(Counted(), Here, Some.Now.AddDays(10), churned),
        };

        var (_, after) = Assert.Single(SettleAccount.Judge([settled], [], Here, Some.Now.AddDays(11)).Changed);
        Assert.Equal((null, true), (after.Settlement, after.IsOpen));
        Assert.Equal("RETAINED", Judge(settled, Here, End)!.ActualOutcome);
        Assert.Empty(SettleAccount.Judge([settled], [churned], Here, Some.Now.AddDays(20)).Changed);
    }

    [Theory]
    [InlineData(1_050, "EXPANDED", true)]
    [InlineData(1_049, "UNCHANGED", false)]
    [InlineData(951, "UNCHANGED", false)]
    [InlineData(950, "CONTRACTED", false)]
    public void An_expansion_is_five_percent_more_revenue_at_the_windows_end(int revenue, string word, bool happened)
    {
        var expansion = Counted(PredictionType.Expansion);
        foreach (
            var facts in (AccountFacts[])
                [
                    Here with
                    {
                        AnnualRevenue = revenue,
                    },
                    Here with
                    {
                        Subscription = new(null, null, null, revenue, null, null, null),
                    },
                ]
        )
        {
            Assert.Null(Judge(expansion, facts, End - Second));
            var settled = Judge(expansion, facts, End)!;
            Assert.Equal((word, happened, happened), (settled.ActualOutcome, settled.Happened, settled.WasAccurate));
            // Later it is no longer the revenue of the window's end.
            Assert.Null(Judge(expansion, facts, End.AddDays(8)));
        }
    }

    [Fact]
    public void An_expansion_is_settled_by_what_is_told_and_unknown_without_revenue()
    {
        var expansion = Counted(PredictionType.Expansion);
        var (day, now) = (Some.Now.AddDays(1), Some.Now.AddDays(2));

        Assert.Equal("EXPANDED", Judge(expansion, Here, now, Happened(OutcomeKind.Expanded, day))!.ActualOutcome);
        Assert.Equal("CHURNED", Judge(expansion, Here, now, Happened(OutcomeKind.Churned, day))!.ActualOutcome);
        Assert.Null(Judge(expansion, Here, now, Happened(OutcomeKind.Contracted, day)));
        Assert.Equal("CONTRACTED", Judge(expansion, Here, End, Happened(OutcomeKind.Contracted, day))!.ActualOutcome);
        Assert.Null(Judge(expansion, Here, End));
        Assert.Null(Judge(expansion with { AnnualRevenue = null }, Here with { AnnualRevenue = 9_000 }, End));
    }

    [Theory]
    [InlineData(6, "DECLINED")]
    [InlineData(7, "HELD")]
    [InlineData(30, "HELD")]
    [InlineData(0, "DECLINED")]
    public void Engagement_declined_where_it_fell_to_two_thirds(int days, string word)
    {
        // Those outside the window, and those that did not take place, do not count.
        var facts = Here.With([
            .. Enumerable.Range(1, days).SelectMany(d => (Activity[])[Some.Activity(-d), Some.Activity(-d)]),
            Some.Activity(0),
            Some.Activity(-91),
            Some.Activity(-50, status: ActivityStatus.NoShow),
        ]);

        var settled = Judge(Counted(PredictionType.EngagementDecline), facts, End.AddDays(100))!;

        Assert.Equal((word, word == "DECLINED"), (settled.ActualOutcome, settled.WasAccurate));
    }

    [Theory]
    [InlineData(3, 1, "DECLINED")]
    [InlineData(6, 4, "DECLINED")]
    [InlineData(2, 1, "HELD")]
    [InlineData(5, 4, "HELD")]
    public void Two_days_lost_are_enough_and_one_is_not(int before, int days, string word)
    {
        var facts = Here.With([.. Enumerable.Range(1, days).Select(d => Some.Activity(-d))]);
        var prediction = Counted(PredictionType.EngagementDecline) with { ActiveDays = before };

        Assert.Equal(word, Judge(prediction, facts, End)!.ActualOutcome);
    }

    [Fact]
    public void Where_there_was_no_engagement_none_could_decline()
    {
        var silent = Counted(PredictionType.EngagementDecline);

        Assert.Null(Judge(silent with { ActiveDays = 0 }, Here, End));
        Assert.Null(Judge(silent with { ActiveDays = null }, Here, End));
        // One day less of one is no clear decline.
        Assert.Equal("HELD", Judge(silent with { ActiveDays = 1 }, Here, End)!.ActualOutcome);
        Assert.Equal("CHURNED", Judge(silent, Gone, Some.Now.AddDays(1))!.ActualOutcome);
    }

    [Theory]
    [InlineData(55, "DECLINED", true)]
    [InlineData(55.1, "STABLE", false)]
    [InlineData(64.9, "STABLE", false)]
    [InlineData(65, "IMPROVED", false)]
    public void A_health_trend_is_right_where_the_score_went_that_way(double score, string word, bool isRight)
    {
        var trend = Counted(PredictionType.HealthTrend);

        var settled = Judge(trend, Here.WithHealth(score), End)!;
        Assert.Equal((word, isRight, score), (settled.ActualOutcome, settled.WasAccurate, settled.ActualScore));
        Assert.Equal(word == "DECLINED", settled.Happened);
        // The score of today is not that of a window's end two weeks ago, but a snapshot of then is.
        Assert.Null(Judge(trend, Here.WithHealth(score), End.AddDays(14)));
        var kept = Here.WithHealth(1).With(Some.Snapshot(-80, score), Some.Snapshot(-91, 1), Some.Snapshot(-75, 99));
        Assert.Equal(word, Judge(trend, kept, End.AddDays(14))!.ActualOutcome);
    }
}
