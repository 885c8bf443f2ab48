using CsMl.Core.Accounts;
using CsMl.Core.Health;

namespace CsMl.Tests.Health;

/// <summary>Which of several falls counts, and when one is made good.</summary>
public sealed class HealthDropsTests
{
    [Theory]
    [InlineData(new double[] { 100, 70, 72, 54 }, 30.0, 2)] // The older one is steeper.
    [InlineData(new double[] { 100, 84, 84, 60 }, 24.0, 0)] // The newer one is.
    [InlineData(new double[] { 100, 80, 82, 62 }, 20.0, 0)] // Equal ones: the newer.
    [InlineData(new double[] { 80, 65 }, null, null)]
    [InlineData(new double[] { 80, 60, 76 }, null, null)] // Four fifths are regained.
    public void The_steepest_open_fall_counts_and_the_newest_of_equal_ones(
        double[] weekly,
        double? points,
        int? weeksBeforeTheLast
    )
    {
        var drop = HealthDrops.SteepestOpen(Series(weekly));

        Assert.Equal((points, At(weeksBeforeTheLast)), (drop?.Points, drop?.At));
    }

    [Theory]
    [InlineData(new double[] { 80, 78, 76, 74, 72, 73, 71, 69, 67 }, 4, 4)] // The older one is longer.
    [InlineData(new double[] { 80, 78, 76, 74, 75, 73, 71, 69, 67 }, 4, 0)] // The newer one is.
    [InlineData(new double[] { 80, 78, 76, 74, 75, 73, 71, 69 }, 3, 0)] // Equal ones: the newer.
    [InlineData(new double[] { 80, 75, 70, 65, 77 }, null, null)] // Four fifths are regained.
    public void The_longest_open_run_counts_and_the_newest_of_equal_ones(
        double[] weekly,
        int? falls,
        int? weeksBeforeTheLast
    )
    {
        var run = HealthDrops.Decline(Series(weekly));

        Assert.Equal((falls, At(weeksBeforeTheLast)), (run?.Falls, run?.At));
    }

    private static HealthSeries Series(double[] weekly) =>
        Signals.Of(Some.Account().WithWeeklyHealth(weekly), Some.Now).Health;

    private static DateTimeOffset? At(int? weeksBeforeTheLast) =>
        weeksBeforeTheLast is { } weeks ? Some.DaysAgo(1 + 7 * weeks) : null;
}
