namespace CsMl.Core.Accounts;

/// <summary>
/// One score over time: one point per day, oldest first. Of snapshots less than a day apart the last one counts, so
/// that a corrected score is never taken for a crash, even if it was corrected after midnight.
/// </summary>
public sealed class HealthSeries
{
    private const int MostPoints = 40;
    private const double DaysPerMonth = 30;
    private const double MillisecondsPerDay = 86_400_000;
    private const double ShortSpan = 14;

    /// <summary>
    /// Minimum distance between two points, in days. It is less than one, because a daily snapshot is sometimes early.
    /// </summary>
    private const double Apart = 20 / 24.0;

    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    private readonly (double Day, double Score)[] _points;

    private HealthSeries((double Day, double Score)[] points) => _points = points;

    public int Count => _points.Length;

    public double Score(int i) => _points[i].Score;

    /// <summary>When the point was taken, to the millisecond.</summary>
    public DateTimeOffset Date(int i) => Epoch.AddMilliseconds(Math.Round(_points[i].Day * MillisecondsPerDay));

    public double Newest => _points[^1].Score;

    /// <summary>Days from the first point to the last.</summary>
    public double SpanDays => _points.Length < 2 ? 0 : _points[^1].Day - _points[0].Day;

    /// <summary>
    /// The observed slope in points per 30 days, by the Theil–Sen estimator: the median of the slopes between all pairs
    /// of points, which a single outlier cannot change. Sentences state this value.
    /// </summary>
    public double PointsPerMonth { get; private init; }

    /// <summary>
    /// The part of <see cref="PointsPerMonth"/> that counts as a trend; used for evidence and forecasts. It shrinks
    /// towards zero for a short series, because a few days hardly make a trend: a quarter counts at 14 days, three
    /// quarters at 90.
    /// </summary>
    public double SlopePerMonth => PointsPerMonth * Belief * Belief;

    private double Belief => SpanDays / (SpanDays + ShortSpan);

    /// <summary>
    /// The scores that <paramref name="pick"/> finds in <paramref name="history"/>, from <paramref name="from"/> up to
    /// <paramref name="asOf"/>.
    /// </summary>
    public static HealthSeries Of(
        IReadOnlyList<HealthSnapshot> history,
        Func<HealthSnapshot, double?> pick,
        DateTimeOffset from,
        DateTimeOffset asOf
    )
    {
        var days = new List<(double Day, double Score)>(history.Count);
        foreach (var snapshot in history)
        {
            if (snapshot.Date >= from && snapshot.Date <= asOf && pick(snapshot) is { } score)
            {
                days.Add(((snapshot.Date - Epoch).TotalDays, score));
            }
        }

        var daily = ScaleChange.Last(OnePerDay(days));
        return new HealthSeries(daily) { PointsPerMonth = MedianSlope(daily) * DaysPerMonth };
    }

    private static (double Day, double Score)[] OnePerDay(List<(double Day, double Score)> days)
    {
        for (var i = 1; i < days.Count; i++)
        {
            if (days[i].Day < days[i - 1].Day)
            {
                // The sort is stable: of two snapshots at the same instant the one written later counts.
                days = [.. days.OrderBy(d => d.Day)];
                break;
            }
        }

        var kept = 0;
        var first = double.NegativeInfinity;
        for (var i = 0; i < days.Count; i++)
        {
            // The distance is measured from the first snapshot of the current point; otherwise hourly snapshots would
            // merge into a single point.
            if (days[i].Day - first < Apart)
            {
                kept--;
            }
            else
            {
                first = days[i].Day;
            }

            days[kept++] = days[i];
        }

        days.RemoveRange(kept, days.Count - kept);
        return [.. days];
    }

    private static double MedianSlope((double Day, double Score)[] daily)
    {
        if (daily.Length < 2)
        {
            return 0;
        }

        // Long series are thinned evenly: the pairs of 40 daily points show the same trend as those of 400.
        var step = (daily.Length + MostPoints - 1) / MostPoints;
        var n = (daily.Length - 1) / step + 1;
        Span<double> slopes = stackalloc double[n * (n - 1) / 2];
        var count = 0;
        for (var i = 0; i < n; i++)
        {
            var a = daily[daily.Length - 1 - i * step];
            for (var j = i + 1; j < n; j++)
            {
                var b = daily[daily.Length - 1 - j * step];
                slopes[count++] = (a.Score - b.Score) / (a.Day - b.Day);
            }
        }

        slopes.Sort();
        return count % 2 == 1 ? slopes[count / 2] : (slopes[count / 2 - 1] + slopes[count / 2]) / 2;
    }
}
