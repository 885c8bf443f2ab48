namespace CsMl.Core.Accounts;

/// <summary>Computes the days on which an account was in contact and the gaps between them.</summary>
internal static class ContactDays
{
    /// <summary>The first contact of each calendar day (UTC) since <paramref name="from"/>, oldest first.</summary>
    public static List<DateTimeOffset> Of(List<Activity> held, DateTimeOffset from)
    {
        var days = new List<DateTimeOffset>(held.Count);
        foreach (var activity in held)
        {
            if (activity.Date >= from && (days.Count == 0 || days[^1].Date != activity.Date.Date))
            {
                days.Add(activity.Date);
            }
        }

        return days;
    }

    /// <summary>Mean and standard deviation of the gaps, in days; null for fewer than two gaps.</summary>
    public static (double? Mean, double? Deviation) Gaps(List<DateTimeOffset> days)
    {
        var n = days.Count - 1;
        if (n < 2)
        {
            return (null, null);
        }

        var mean = (days[^1] - days[0]).TotalDays / n;
        var squares = 0.0;
        for (var i = 1; i <= n; i++)
        {
            var off = (days[i] - days[i - 1]).TotalDays - mean;
            squares += off * off;
        }

        return (mean, Math.Sqrt(squares / (n - 1)));
    }

    /// <summary>The number of days after <paramref name="from"/>.</summary>
    public static int CountFrom(List<DateTimeOffset> days, DateTimeOffset from)
    {
        var count = 0;
        for (var i = days.Count - 1; i >= 0 && days[i] > from; i--)
        {
            count++;
        }

        return count;
    }
}
