using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using static CsMl.Tests.Outcomes.Settling;

namespace CsMl.Tests.Outcomes;

/// <summary>What settles predictions of expansion, engagement and health.</summary>
public sealed class SettleOtherTypesTests
{
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
            // A week later it still is the revenue of the window's end, and after that no more.
            Assert.Equal(word, Judge(expansion, facts, End.AddDays(7))!.ActualOutcome);
            Assert.Null(Judge(expansion, facts, End.AddDays(7) + TimeSpan.FromTicks(1)));
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
