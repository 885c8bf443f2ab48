using CsMl.Core.Predictions;

namespace CsMl.Tests.Predictions;

public sealed class DueDateTests
{
    /// <summary>March 2026: the 6th is a Friday, the 7th a Saturday, the 8th a Sunday.</summary>
    [Theory]
    [InlineData(4, 1, null, 5)]
    [InlineData(4, 5, null, 9)]
    [InlineData(2, 5, null, 6)]
    [InlineData(3, 5, null, 6)]
    [InlineData(6, 1, null, 6)]
    [InlineData(7, 1, null, 9)]
    [InlineData(8, 1, null, 9)]
    [InlineData(7, 14, null, 20)]
    [InlineData(8, 14, null, 20)]
    [InlineData(4, 14, 10, 10)]
    [InlineData(4, 14, 7, 6)]
    [InlineData(4, 14, 30, 18)]
    [InlineData(4, 14, 4, 4)]
    [InlineData(4, 14, 3, 18)]
    [InlineData(7, 14, 8, 9)]
    public void A_due_date_keeps_off_weekends_and_before_the_renewal(int today, int days, int? renewal, int due)
    {
        var end = renewal is { } day ? March(day).AddHours(-3) : (DateTimeOffset?)null;

        var actual = DueDate.Of(March(today), days, end);

        Assert.Equal(due, actual.Day);
        Assert.True(actual >= March(today));
    }

    [Fact]
    public void No_due_date_falls_on_a_weekend_or_before_today_or_further_off_than_Monday()
    {
        for (var hour = 0; hour < 24 * 400; hour += 5)
        {
            var now = Some.Now.AddHours(hour);
            foreach (var days in (int[])[1, 5, 14, 30])
            {
                var due = DueDate.Of(now, days, null);

                Assert.DoesNotContain(due.UtcDateTime.DayOfWeek, new[] { DayOfWeek.Saturday, DayOfWeek.Sunday });
                Assert.True(due >= now);
                Assert.InRange((due - now.AddDays(days)).TotalDays, -2, 2);
            }
        }
    }

    private static DateTimeOffset March(int day) => new(2026, 3, day, 9, 30, 0, TimeSpan.Zero);
}
