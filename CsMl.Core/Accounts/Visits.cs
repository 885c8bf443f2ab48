namespace CsMl.Core.Accounts;

/// <summary>
/// The visits of an account and the gaps between them. Contacts within three days are one visit: an afternoon of e-mails
/// is no rhythm.
/// </summary>
internal static class Visits
{
    private const int MostDaysApart = 3;

    /// <summary>
    /// The last contact of each visit since <paramref name="from"/>, oldest first. Visits are told apart from the last
    /// contact backwards, so the last visit is the last contact.
    /// </summary>
    /// <param name="contacts">Oldest first.</param>
    public static List<DateTimeOffset> Of(List<Activity> contacts, DateTimeOffset from)
    {
        var visits = new List<DateTimeOffset>();
        for (var i = contacts.Count - 1; i >= 0 && contacts[i].Date >= from; i--)
        {
            var date = contacts[i].Date;
            if (visits.Count == 0 || (visits[^1].UtcDateTime.Date - date.UtcDateTime.Date).Days > MostDaysApart)
            {
                visits.Add(date);
            }
        }

        visits.Reverse();
        return visits;
    }

    /// <summary>Mean and standard deviation of the gaps, in days; null for fewer than two gaps.</summary>
    public static (double? Mean, double? Deviation) Gaps(List<DateTimeOffset> visits)
    {
        var n = visits.Count - 1;
        if (n < 2)
        {
            return (null, null);
        }

        var mean = (visits[^1] - visits[0]).TotalDays / n;
        var squares = 0.0;
        for (var i = 1; i <= n; i++)
        {
            var off = (visits[i] - visits[i - 1]).TotalDays - mean;
            squares += off * off;
        }

        return (mean, Math.Sqrt(squares / (n - 1)));
    }
}
