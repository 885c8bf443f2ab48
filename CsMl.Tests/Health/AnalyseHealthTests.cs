using CsMl.Core.Accounts;
using CsMl.Core.Health;

namespace CsMl.Tests.Health;

public sealed class AnalyseHealthTests
{
    [Theory]
    [InlineData(new double[] { 40, 50, 60, 70 }, ScoreTrajectory.Improving)]
    [InlineData(new double[] { 60, 61, 59, 60 }, ScoreTrajectory.Stable)]
    [InlineData(new double[] { 70, 60, 50, 40 }, ScoreTrajectory.Declining)]
    [InlineData(new double[] { 40 }, ScoreTrajectory.Stable)]
    public void The_trajectory_follows_the_last_90_days(double[] monthly, ScoreTrajectory trajectory)
    {
        var analysis = Some.AnalyseHealth(Some.Account().WithWeeklyHealth(Weekly(monthly)));

        Assert.Equal(trajectory, analysis.ScoreTrajectory);
        Assert.Equal(monthly[^1], analysis.CurrentHealthScore);
        var change = analysis.PredictedScore!.Value - monthly[^1];
        Assert.Equal(
            trajectory,
            change >= 3 ? ScoreTrajectory.Improving
                : change <= -3 ? ScoreTrajectory.Declining
                : ScoreTrajectory.Stable
        );
    }

    [Theory]
    [InlineData(3, ScoreTrajectory.Improving, Trend.Improving)]
    [InlineData(2.999, ScoreTrajectory.Stable, Trend.Stable)]
    [InlineData(-2.999, ScoreTrajectory.Stable, Trend.Stable)]
    [InlineData(-3, ScoreTrajectory.Declining, Trend.Worsening)]
    public void A_score_moves_from_three_points_a_month_on(double slope, ScoreTrajectory trajectory, Trend trend) =>
        Assert.Equal((trajectory, trend), (AnalyseHealth.Trajectory(slope), AnalyseHealth.Direction(slope)));

    [Fact]
    public void Two_snapshots_of_one_day_do_not_foretell_a_crash()
    {
        var steady = Some.Account().With([.. Enumerable.Range(1, 10).Select(i => Some.Snapshot(8 * i, 70))]);

        var analysis = Some.AnalyseHealth(steady.With(Some.Snapshot(0.2, 70), Some.Snapshot(0.1, 40)));

        Assert.Equal(ScoreTrajectory.Stable, analysis.ScoreTrajectory);
        Assert.InRange(analysis.PredictedScore!.Value, 38, 42);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void One_outlier_does_not_turn_the_trajectory(double outlier)
    {
        double[] falling = [80, 77, 74, 71, 68, 65, 62, 59, 56, 53];
        for (var at = 0; at < falling.Length; at++)
        {
            double[] disturbed = [.. falling];
            disturbed[at] = outlier;

            Assert.Equal(
                ScoreTrajectory.Declining,
                Some.AnalyseHealth(Some.Account().WithWeeklyHealth(disturbed)).ScoreTrajectory
            );
        }
    }

    [Fact]
    public void A_predicted_score_lies_between_0_and_100_and_is_known_where_the_present_one_is()
    {
        RandomAccounts.Check(
            (facts, random) =>
            {
                var analysis = Some.AnalyseHealth(facts, random.Next(30, 366));

                Assert.Equal(analysis.CurrentHealthScore is null, analysis.PredictedScore is null);
                Assert.InRange(analysis.PredictedScore ?? 0, 0, 100);
            }
        );
    }

    [Fact]
    public void A_steep_fall_is_not_foretold_below_nought()
    {
        Assert.Equal(0, Some.AnalyseHealth(Some.Account().WithHealthHistory(90, 60, 30, 2), 365).PredictedScore);
        Assert.Equal(100, Some.AnalyseHealth(Some.Account().WithHealthHistory(10, 40, 70, 98), 365).PredictedScore);
    }

    /// <summary>Ten points a month, believed to 75 % over 90 days; with damping 90 days count as 47 and a year as 60.</summary>
    [Fact]
    public void A_trend_fades_the_further_ahead_one_looks()
    {
        var facts = Some.Account().With([.. Enumerable.Range(0, 90).Select(i => Some.Snapshot(i, 50 + i / 3.0))]);

        Assert.Equal(50 - 7.47 * 46.6 / 30, Some.AnalyseHealth(facts, 90).PredictedScore!.Value, 0.15);
        Assert.Equal(50 - 7.47 * 59.9 / 30, Some.AnalyseHealth(facts, 365).PredictedScore!.Value, 0.15);
    }

    [Fact]
    public void Without_a_score_nothing_is_foretold()
    {
        var analysis = Some.AnalyseHealth(Some.Account());

        Assert.Null(analysis.CurrentHealthScore);
        Assert.Null(analysis.PredictedScore);
        Assert.Equal(new DimensionScores(null, null, null, null), analysis.DimensionScores);
        Assert.Equal("No health score is known for Acme Ltd.", analysis.Summary);
    }

    [Fact]
    public void A_dimension_has_its_newest_known_score()
    {
        var facts = Some.Account()
            .With(
                Some.Snapshot(40, 50, 10, 20, 30, 40),
                Some.Snapshot(10, 50, 11, null, 31, null),
                Some.Snapshot(-5, 9, 9, 9, 9, 9)
            );

        Assert.Equal(new DimensionScores(11, 20, 31, 40), Some.AnalyseHealth(facts).DimensionScores);
    }

    [Fact]
    public void Where_no_sentiment_score_is_known_the_contacts_tell_it()
    {
        var facts = Some.Account()
            .With(Some.Snapshot(10, 50, usage: 60))
            .With(
                Some.Activity(3, sentiment: Sentiment.Positive),
                Some.Activity(4, sentiment: Sentiment.Negative),
                Some.Activity(5, sentiment: Sentiment.Negative),
                Some.Activity(6, sentiment: Sentiment.Neutral),
                Some.Activity(7)
            );

        Assert.Equal(37.5, Some.AnalyseHealth(facts).DimensionScores.Sentiment);
        Assert.Equal(
            80,
            Some.AnalyseHealth(facts.With(Some.Snapshot(2, null, sentiment: 80))).DimensionScores.Sentiment
        );
    }

    [Fact]
    public void Strengths_are_strong_and_risks_weak_or_falling()
    {
        var facts = Some.Account()
            .With([.. Enumerable.Range(0, 12).Select(i => Some.Snapshot(1 + 7 * i, 60, 75, 49.9, 60 + 2 * i, 74.9))]);

        var analysis = Some.AnalyseHealth(facts);

        Assert.Equal(["usage"], analysis.StrengthAreas);
        Assert.Equal(["support", "engagement"], analysis.RiskAreas);
        Assert.Equal(InsightSeverity.Positive, Of("usage").Severity);
        Assert.Equal(InsightSeverity.Warning, Of("support").Severity);
        Assert.Equal("The support score is low at 49.9", Of("support").Message);
        Assert.NotNull(Of("support").SuggestedAction);
        Assert.Equal(Trend.Worsening, Of("engagement").Trend);
        Assert.NotNull(Of("engagement").SuggestedAction);
        Assert.Equal(InsightSeverity.Info, Of("sentiment").Severity);

        HealthInsight Of(string dimension) => Assert.Single(analysis.Insights, i => i.Dimension == dimension);
    }

    [Fact]
    public void No_dimension_is_a_strength_and_a_risk_at_once_and_insights_agree_with_both()
    {
        RandomAccounts.Check(
            (facts, _) =>
            {
                var analysis = Some.AnalyseHealth(facts);

                Assert.Empty(analysis.StrengthAreas.Intersect(analysis.RiskAreas));
                foreach (var insight in analysis.Insights.Where(i => i.Dimension != "overall"))
                {
                    Assert.Equal(insight.Type == "strength", analysis.StrengthAreas.Contains(insight.Dimension));
                    Assert.Equal(insight.Type == "risk", analysis.RiskAreas.Contains(insight.Dimension));
                    Assert.Equal(insight.Type == "risk", insight.SuggestedAction is not null);
                }
            }
        );
    }

    [Theory]
    [InlineData(29.9, InsightSeverity.Critical)]
    [InlineData(30, InsightSeverity.Warning)]
    [InlineData(49.9, InsightSeverity.Warning)]
    [InlineData(50, InsightSeverity.Info)]
    [InlineData(74.9, InsightSeverity.Info)]
    [InlineData(75, InsightSeverity.Positive)]
    public void The_lower_the_score_the_graver_the_insight(double score, InsightSeverity severity)
    {
        var insight = Assert.Single(Some.AnalyseHealth(Some.Account().WithHealth(score)).Insights);

        Assert.Equal(("overall", severity), (insight.Dimension, insight.Severity));
    }

    [Fact]
    public void The_summary_says_where_the_score_stands_and_goes_and_the_gravest_anomaly()
    {
        var analysis = Some.AnalyseHealth(Some.Account().WithHealthHistory(80, 80, 80, 50));

        Assert.StartsWith("Acme Ltd has a health score of 50, ", analysis.Summary, StringComparison.Ordinal);
        Assert.Contains("in 90 days", analysis.Summary, StringComparison.Ordinal);
        Assert.EndsWith(
            "The health score fell 30 points at once, from 80 to 50 on 3 March 2026.",
            analysis.Summary,
            StringComparison.Ordinal
        );
    }

    /// <summary>A falling score makes a lower one likelier.</summary>
    [Fact]
    public void The_probability_is_that_of_a_clearly_lower_score()
    {
        var falling = Some.AnalyseHealth(Some.Account().WithWeeklyHealth(Weekly([80, 70, 60, 50]))).Probability;
        var level = Some.AnalyseHealth(Some.Account().WithWeeklyHealth(Weekly([60, 60, 60, 60]))).Probability;
        var rising = Some.AnalyseHealth(Some.Account().WithWeeklyHealth(Weekly([50, 60, 70, 80]))).Probability;

        Assert.True(falling > level && level > rising, $"{falling} > {level} > {rising}");
    }

    /// <summary>Scores a month apart, filled in by the week.</summary>
    private static double[] Weekly(double[] monthly) =>
        [
            .. monthly
                .Zip(monthly.Skip(1), (a, b) => Enumerable.Range(0, 4).Select(i => a + (b - a) * i / 4))
                .SelectMany(week => week),
            monthly[^1],
        ];
}
