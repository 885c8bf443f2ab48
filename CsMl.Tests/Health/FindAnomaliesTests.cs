using CsMl.Core.Accounts;
using CsMl.Core.Health;

namespace CsMl.Tests.Health;

public sealed class FindAnomaliesTests
{
    [Theory]
    [InlineData(80, 65, null)]
    [InlineData(80, 64.9, Degree.Medium)]
    [InlineData(80, 55, Degree.Medium)]
    [InlineData(80, 54.9, Degree.High)]
    public void A_fall_of_more_than_15_points_is_sudden_and_of_more_than_25_grave(
        double from,
        double to,
        Degree? severity
    )
    {
        Assert.Equal(severity, Drops(from, to).SingleOrDefault()?.Severity);
    }

    /// <summary>16.1 − 1.1 is a little more than 15 for a computer.</summary>
    [Fact]
    public void A_fall_of_15_points_to_the_tenth_is_never_sudden_and_of_25_never_grave()
    {
        for (var to = 0; to <= 750; to++)
        {
            Assert.Empty(Drops((to + 150) / 10.0, to / 10.0));
            Assert.Equal(Degree.Medium, Assert.Single(Drops((to + 151) / 10.0, to / 10.0)).Severity);
            Assert.Equal(Degree.Medium, Assert.Single(Drops((to + 250) / 10.0, to / 10.0)).Severity);
            if (to < 750)
            {
                Assert.Equal(Degree.High, Assert.Single(Drops((to + 251) / 10.0, to / 10.0)).Severity);
            }
        }
    }

    [Fact]
    public void A_sudden_drop_is_dated_by_the_snapshot_that_showed_it()
    {
        var drop = Assert.Single(Drops(80, 50));

        Assert.Equal(Some.DaysAgo(1), drop.DetectedAt);
        Assert.Equal("The health score fell 30 points at once, from 80 to 50 on 3 March 2026", drop.Description);
        Assert.NotEmpty(drop.PossibleCauses);
    }

    [Fact]
    public void A_score_corrected_on_its_day_is_no_drop()
    {
        var facts = Some.Account().With(Some.Snapshot(30, 80), Some.Snapshot(2.2, 10), Some.Snapshot(2.1, 79));

        Assert.Empty(Some.AnalyseHealth(facts).Anomalies);
    }

    [Theory]
    [InlineData(new double[] { 80, 78, 76 }, null, 0, 0)]
    [InlineData(new double[] { 80, 78, 76, 74 }, 3, 80, 74)]
    [InlineData(new double[] { 80, 78, 76, 74, 72, 70 }, 5, 80, 70)]
    [InlineData(new double[] { 80, 78, 78, 76, 74 }, null, 0, 0)] // A level week ends the run.
    [InlineData(new double[] { 60, 70, 68, 66, 64 }, 3, 70, 64)] // The rise before it does not count.
    [InlineData(new double[] { 80, 78, 76, 74, 75 }, 3, 80, 74)] // Hardly recovered.
    [InlineData(new double[] { 80, 78, 76, 74, 79 }, null, 0, 0)] // Recovered.
    [InlineData(new double[] { 80, 78, 76, 74, 79, 78 }, null, 0, 0)] // Recovered, whatever came then.
    public void Three_falls_in_a_row_that_are_not_made_good_are_a_sustained_decline(
        double[] weekly,
        int? falls,
        double from,
        double to
    )
    {
        var decline = Some.AnalyseHealth(Some.Account().WithWeeklyHealth(weekly))
            .Anomalies.SingleOrDefault(a => a.AnomalyType == AnomalyType.SustainedDecline);

        Assert.Equal(
            falls is null
                ? null
                : $"The health score fell {falls} times in a row, from {from} to {to}, and has not recovered",
            decline?.Description
        );
    }

    [Theory]
    [InlineData(55, Degree.Medium)]
    [InlineData(54.9, Degree.High)]
    public void A_decline_of_more_than_25_points_is_grave(double last, Degree severity)
    {
        var anomalies = Some.AnalyseHealth(Some.Account().WithWeeklyHealth(80, 72, 64, last)).Anomalies;

        Assert.Equal(severity, Assert.Single(anomalies).Severity);
    }

    /// <summary>Gaps of 8 days: a quarter of them, two days, is the least deviation.</summary>
    [Theory]
    [InlineData(12, null)]
    [InlineData(14, Degree.Medium)]
    [InlineData(14.001, Degree.High)]
    public void A_gap_of_just_two_deviations_is_none_and_of_just_three_not_grave(double silence, Degree? severity) =>
        Assert.Equal(severity, Gap(silence, [0, 8, 16, 24, 32])?.Severity);

    [Theory]
    [InlineData(9.5, "every 10 days (± 0.5 days)")]
    [InlineData(9.55, "every 10 days")]
    [InlineData(8, "every 10 days (± 2 days)")]
    public void A_spread_of_the_gaps_of_half_a_day_and_more_is_told(double shortest, string rhythm) =>
        Assert.Equal(
            $"No activity for 20 days, where one {rhythm} was the rule",
            Gap(20, [0, shortest, shortest + 10, 30])!.Description
        );

    /// <summary>Gaps of 8, 12, 8, 12 … days: on average 10, give or take 2.3 (their sample deviation).</summary>
    [Fact]
    public void Silence_is_a_gap_from_two_standard_deviations_beyond_the_mean_on()
    {
        double[] uneven = [0, 8, 20, 28, 40, 48, 60, 68, 80];
        var deviation = Math.Sqrt(8 * 4 / 7.0);
        // A quarter of the mean gap is allowed at least; here it is the larger of the two.
        var edge = 10 + 2 * Math.Max(deviation, 2.5);

        Assert.Null(Gap(edge - 0.001, uneven));
        Assert.Equal(Degree.Medium, Gap(edge + 0.001, uneven)!.Severity);
    }

    [Fact]
    public void An_uneven_rhythm_is_allowed_two_of_its_own_deviations_and_a_gap_beyond_three_is_grave()
    {
        double[] uneven = [0, 4, 20, 24, 40, 44, 60, 64, 80];
        var deviation = Math.Sqrt(8 * 36 / 7.0);

        Assert.Null(Gap(10 + 2 * deviation - 0.001, uneven));
        Assert.Equal(Degree.Medium, Gap(10 + 2 * deviation + 0.001, uneven)!.Severity);
        Assert.Equal(Degree.Medium, Gap(10 + 3 * deviation - 0.001, uneven)!.Severity);
        Assert.Equal(Degree.High, Gap(10 + 3 * deviation + 0.001, uneven)!.Severity);
    }

    [Fact]
    public void Contacts_as_regular_as_a_clock_may_be_a_little_late()
    {
        double[] weekly = [0, 7, 14, 21, 28];

        Assert.Null(Gap(8, weekly));
        Assert.Equal("No activity for 20 days, where one every 7 days was the rule", Gap(20.5, weekly)!.Description);
    }

    [Fact]
    public void Two_contacts_are_no_rhythm_to_be_out_of()
    {
        Assert.Null(Gap(300, [0, 10]));
    }

    [Fact]
    public void The_gravest_anomaly_stands_first()
    {
        RandomAccounts.Check(
            (facts, _) =>
            {
                var severities = Some.AnalyseHealth(facts).Anomalies.Select(a => a.Severity).ToList();

                Assert.Equal(severities.OrderDescending(), severities);
            }
        );
    }

    private static IEnumerable<HealthAnomaly> Drops(double from, double to) =>
        Some.AnalyseHealth(Some.Account().WithHealthHistory(from, to))
            .Anomalies.Where(a => a.AnomalyType == AnomalyType.SuddenDrop);

    private static HealthAnomaly? Gap(double silence, double[] before) =>
        Some.AnalyseHealth(Some.Account().WithContacts([.. before.Select(d => d + silence)]))
            .Anomalies.SingleOrDefault(a => a.AnomalyType == AnomalyType.EngagementGap);
}
