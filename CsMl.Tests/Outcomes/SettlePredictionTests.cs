using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using static CsMl.Tests.Outcomes.Settling;

namespace CsMl.Tests.Outcomes;

/// <summary>What settles a prediction of churn.</summary>
public sealed class SettlePredictionTests
{
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

    /// <summary>A departure of 50 days before the prediction, which the CRM's new subscription may follow.</summary>
    [Theory]
    [InlineData(null, true)]
    [InlineData(-50, true)]
    [InlineData(-49, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void One_whose_subscription_began_after_it_left_came_back_before_the_prediction(int? started, bool hadLeft)
    {
        var decision = SettlePrediction.ByOutcomes(
            Counted(),
            [Happened(OutcomeKind.Churned, Some.DaysAgo(50))],
            End,
            started is { } days ? Some.Now.AddDays(days) : null
        );

        Assert.Equal((hadLeft, !hadLeft), (decision.HadLeft, decision.IsOpen));
    }

    [Fact]
    public void Of_a_departure_and_a_renewal_at_one_instant_the_renewal_comes_last()
    {
        Outcome[] Both(DateTimeOffset at) => [Happened(OutcomeKind.Renewed, at), Happened(OutcomeKind.Churned, at)];

        Assert.Equal("RETAINED", Judge(Counted(), Here, End, Both(Some.DaysAgo(5)))!.ActualOutcome);
        Assert.Equal("CHURNED", Judge(Counted(), Here, End, Both(Some.Now.AddDays(5)))!.ActualOutcome);
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
}
