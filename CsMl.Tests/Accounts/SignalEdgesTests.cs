using CsMl.Core.Accounts;

namespace CsMl.Tests.Accounts;

/// <summary>The days, numbers and shares at which what an account did begins to count, or stops.</summary>
public sealed class SignalEdgesTests
{
    private static readonly DateTimeOffset Now = Some.Now;

    [Fact]
    public void Active_days_are_counted_behind_the_first_instant_and_up_to_the_last()
    {
        var facts = Some.Account().WithContacts(0, 45, 90);

        Assert.Equal(2, CountActiveDays.Between(facts, Some.DaysAgo(90), Now));
        Assert.Equal(1, CountActiveDays.Between(facts, Some.DaysAgo(90), Now.AddTicks(-1)));
        Assert.Equal(3, CountActiveDays.Between(facts, Some.DaysAgo(90).AddTicks(-1), Now));
    }

    [Theory]
    [InlineData(179, null)]
    [InlineData(180, 1)]
    public void Earlier_days_are_known_of_an_account_that_was_observed_for_twice_90_days(int first, int? expected) =>
        Assert.Equal(expected, Engaged(Some.Account().WithContacts(0, 60, 120, first)).EarlierDaysActive);

    [Fact]
    public void The_rhythm_goes_back_a_whole_year()
    {
        var year = Enumerable.Range(0, 12).Select(month => 30.0 * month);

        Assert.Equal(365, Engaged(Some.Account().WithContacts([.. year, 365, 400])).ObservedDays);
        Assert.Equal(330, Engaged(Some.Account().WithContacts([.. year, 365.1, 400])).ObservedDays);
    }

    [Fact]
    public void An_account_that_never_met_is_observed_since_it_was_created()
    {
        var facts = Some.Account().With(Some.Activity(10, "MEETING", ActivityStatus.Cancelled));

        Assert.Equal(10, Engaged(facts).ObservedDays);
        Assert.Equal(100, Engaged(facts with { CreatedAt = Some.DaysAgo(100) }).ObservedDays);
    }

    [Fact]
    public void What_did_not_take_place_is_no_meeting_and_tells_no_sentiment_and_notes_are_not_missed()
    {
        var facts = Some.Account()
            .WithContacts(20)
            .With(
                Some.Activity(5, "MEETING", ActivityStatus.Cancelled, Sentiment.Negative),
                Some.Activity(4, "NOTE", ActivityStatus.Cancelled)
            );

        var engagement = Engaged(facts);

        Assert.Equal((1, 0), (engagement.NotHeld, engagement.Sentiments));
        Assert.Null(engagement.DaysSinceMeeting);
    }

    [Fact]
    public void The_latest_ten_sentiments_count_and_those_of_90_days()
    {
        var many = Enumerable.Range(0, 12).Select(day => Some.Activity(day, sentiment: Sentiment.Positive));

        Assert.Equal(10, Engaged(Some.Account().With([.. many])).Positive);
        Assert.Equal(2, Engaged(With(90)).Positive);
        Assert.Equal(1, Engaged(With(90.1)).Positive);

        static AccountFacts With(double daysAgo) =>
            Some.Account()
                .With(
                    Some.Activity(0, sentiment: Sentiment.Positive),
                    Some.Activity(daysAgo, sentiment: Sentiment.Positive)
                );
    }

    [Fact]
    public void A_ticket_is_open_until_it_is_closed_and_a_CTA_once_it_was_made()
    {
        var (closed, closing) = (Some.Ticket(9, closedDaysAgo: 0), Some.Ticket(9, closedDaysAgo: -1));
        var made = Some.Cta(-3) with { CreatedAt = Now };

        var signals = Signals.Of(Some.Account().With(closed, closing).With(made), Now);

        Assert.Equal([closing], signals.OpenTickets);
        Assert.Equal(1, signals.OpenCtas);
        Assert.Equal(0, Signals.Of(Some.Account().With(made), Now.AddTicks(-1)).OpenCtas);
    }

    [Fact]
    public void Of_two_scores_at_the_same_instant_the_one_written_later_counts()
    {
        var facts = Some.Account().With(Some.Snapshot(5, 50), Some.Snapshot(5, 60));

        Assert.Equal(60, Signals.Of(facts, Now).HealthScore);
    }

    [Theory]
    [InlineData(104, true)]
    [InlineData(104.1, false)]
    public void A_quiet_season_may_be_two_weeks_longer_than_in_earlier_years(double days, bool isQuiet)
    {
        var last = new DateTimeOffset(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);
        List<DateTimeOffset> visits =
        [
            last.AddYears(-2),
            last.AddYears(-2).AddDays(90),
            last.AddYears(-1),
            last.AddYears(-1).AddDays(90),
            last,
        ];

        Assert.Equal(isQuiet, QuietSeason.Includes(visits, last.AddDays(days)));
    }

    [Theory]
    [InlineData(21, true)]
    [InlineData(21.1, false)]
    public void A_quiet_season_may_begin_three_weeks_later_than_in_earlier_years(double days, bool isQuiet)
    {
        var last = new DateTimeOffset(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);
        List<DateTimeOffset> visits =
        [
            last.AddYears(-2),
            last.AddYears(-2).AddDays(90),
            last.AddYears(-1).AddDays(days),
            last.AddYears(-1).AddDays(days + 90),
            last,
        ];

        Assert.Equal(isQuiet, QuietSeason.Includes(visits, last.AddDays(90)));
    }

    [Fact]
    public void Gaps_are_regular_from_three_on_that_deviate_by_a_quarter_at_most()
    {
        Assert.True(RegularGaps.Are(3, 40, 10));
        Assert.False(RegularGaps.Are(2, 40, 10));
        Assert.False(RegularGaps.Are(3, 40, 10.1));
        Assert.False(RegularGaps.Are(3, null, null));
    }

    /// <summary>A gap of 400 days may be a quarter late: 100 days, which is more than 2.5 times its root.</summary>
    [Fact]
    public void Long_gaps_may_be_late_by_a_share_of_them()
    {
        var leaves = 1 - Rhythm.Prior.Alive(5, 0, 0);

        Assert.Equal(leaves, RegularGaps.Gone(5, 400, 0, 400), 12);
        Assert.Equal(leaves / (leaves + (1 - leaves) / Math.E), RegularGaps.Gone(5, 400, 0, 500), 12);
    }

    [Fact]
    public void A_visit_at_the_first_instant_counts()
    {
        List<Activity> contacts = [Some.Activity(50), Some.Activity(0)];

        Assert.Equal(2, Visits.Of(contacts, Some.DaysAgo(50)).Count);
        Assert.Single(Visits.Of(contacts, Some.DaysAgo(50).AddTicks(1)));
    }

    [Theory]
    [InlineData(new double[] { 100, 100, 100, 11.5, 11.5 }, 2)] // 15 % from a tenth.
    [InlineData(new double[] { 100, 100, 100, 11.6, 11.6 }, 5)]
    [InlineData(new double[] { 40, 60, 50, 5, 5 }, 2)] // 20 % from the median on either side.
    [InlineData(new double[] { 39, 60, 50, 5, 5 }, 5)]
    [InlineData(new double[] { 40, 61, 50, 5, 5 }, 5)]
    [InlineData(new double[] { 0, 0, 0, 0, 0 }, 5)]
    public void A_series_that_jumps_as_a_whole_by_a_factor_begins_anew(double[] scores, int left) =>
        Assert.Equal(left, ScaleChange.Last([.. scores.Select((score, day) => ((double)day, score))]).Length);

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(39)]
    [InlineData(40)]
    [InlineData(41)]
    [InlineData(80)]
    [InlineData(81)]
    [InlineData(200)]
    public void A_trend_is_the_median_of_the_slopes_between_forty_points_at_most(int days)
    {
        // It falls ever faster, so that no two slopes are the same.
        var history = Enumerable
            .Range(0, days)
            .Select(i => Some.Snapshot(days - i, 100 - i * (double)i / 900))
            .ToList();
        var step = (int)Math.Ceiling(days / 40.0);
        var points = history.AsEnumerable().Reverse().Where((_, i) => i % step == 0).ToList();
        var slopes = (
            from later in points
            from earlier in points
            where earlier.Date < later.Date
            let slope = (later.OverallScore!.Value - earlier.OverallScore!.Value)
                / (later.Date - earlier.Date).TotalDays
            orderby slope
            select slope
        ).ToList();
        var median = (slopes[(slopes.Count - 1) / 2] + slopes[slopes.Count / 2]) / 2;

        var series = HealthSeries.Of(history, s => s.OverallScore, DateTimeOffset.MinValue, Now);

        Assert.Equal(30 * median, series.PointsPerMonth, 6);
    }

    private static Engagement Engaged(AccountFacts facts) => Engagement.Of(facts, Now);
}
