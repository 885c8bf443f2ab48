using CsMl.Core.Accounts;

namespace CsMl.Tests.Accounts;

public sealed class HealthSeriesTests
{
    [Fact]
    public void Two_snapshots_of_a_day_are_one_and_the_later_counts()
    {
        var series = Of(Some.Snapshot(30, 80), Some.Snapshot(5.2, 20), Some.Snapshot(5.1, 78));

        Assert.Equal(2, series.Count);
        Assert.Equal(78, series.Newest);
    }

    [Fact]
    public void A_score_corrected_past_midnight_is_no_crash()
    {
        var series = Of(At("2026-02-01T12:00:00Z", 80), At("2026-02-27T23:59:00Z", 20), At("2026-02-28T00:01:00Z", 78));

        Assert.Equal(2, series.Count);
        Assert.Equal(78, series.Newest);
    }

    [Fact]
    public void Daily_snapshots_stay_daily_though_some_are_early_or_late()
    {
        var random = new Random(7);
        foreach (var hour in (int[])[0, 2, 12, 23])
        {
            var first = new DateTimeOffset(2026, 1, 1, hour, 30, 0, TimeSpan.Zero);
            var daily = Enumerable
                .Range(0, 60)
                .Select(i => new HealthSnapshot(
                    first.AddDays(i).AddMinutes(random.Next(-60, 61)),
                    i,
                    null,
                    null,
                    null,
                    null
                ))
                .ToArray();

            Assert.Equal(60, Of(daily).Count);
        }
    }

    [Fact]
    public void A_snapshot_every_hour_is_a_point_a_day_and_not_one_in_all()
    {
        var series = Of([.. Enumerable.Range(0, 40 * 24).Select(i => Some.Snapshot(i / 24.0, 50))]);

        Assert.InRange(series.Count, 40, 48);
    }

    [Fact]
    public void Only_known_scores_within_the_time_looked_at_count()
    {
        var series = Of(
            Some.Snapshot(91, 10),
            Some.Snapshot(90, 20),
            Some.Snapshot(3, null),
            Some.Snapshot(2, 30),
            Some.Snapshot(-1, 40)
        );

        Assert.Equal(2, series.Count);
        Assert.Equal((20, 30), (series.Score(0), series.Score(1)));
        Assert.Equal(88, series.SpanDays, 6);
    }

    [Fact]
    public void A_date_comes_out_as_it_went_in()
    {
        var random = new Random(5);
        for (var i = 0; i < 500; i++)
        {
            var at = Some.Now.AddSeconds(-random.Next(80 * 86_400));

            Assert.Equal(at, Of(new HealthSnapshot(at, 50, null, null, null, null)).Date(0));
        }
    }

    [Fact]
    public void A_steady_change_has_its_true_slope_less_what_a_short_series_is_not_believed()
    {
        var daily = Enumerable.Range(0, 90).Select(i => Some.Snapshot(i, 50 + i / 3.0)).ToArray();

        // 10 points a month; 89 days are believed to (89 / (89 + 14))².
        Assert.Equal(-10 * Math.Pow(89 / 103.0, 2), Of(daily).SlopePerMonth, 6);
        Assert.InRange(Math.Abs(Of(daily[..7]).SlopePerMonth), 0.1, 2);
        Assert.Equal(0, Of(daily[..1]).SlopePerMonth);
    }

    [Fact]
    public void One_odd_snapshot_cannot_turn_a_trend()
    {
        var falling = Enumerable.Range(0, 12).Select(i => Some.Snapshot(7 * i, 40 + 2 * i)).ToArray();
        var undisturbed = Of(falling).SlopePerMonth;
        for (var odd = 0; odd < falling.Length; odd++)
        {
            foreach (var score in new[] { 0.0, 100.0 })
            {
                var disturbed = falling.ToArray();
                disturbed[odd] = disturbed[odd] with { OverallScore = score };

                Assert.InRange(Of(disturbed).SlopePerMonth, undisturbed * 1.25, undisturbed * 0.75);
            }
        }
    }

    private static HealthSnapshot At(string date, double score) =>
        new(DateTimeOffset.Parse(date, null), score, null, null, null, null);

    private static HealthSeries Of(params HealthSnapshot[] snapshots) =>
        HealthSeries.Of(snapshots, static s => s.OverallScore, Some.DaysAgo(90), Some.Now);
}
